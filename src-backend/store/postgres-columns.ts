import {
  DataTypeNode,
  OperationNodeTransformer,
  RawNode,
  type ColumnDefinitionNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';

/**
 * Gives the columns of the migrations on PostgreSQL what SQLite's have: whole numbers of 64 bits (its integer has 32),
 * and text compared by code points and without a greatest length (the contract's schemas bound it), so that order,
 * comparison and refusals are the same whatever the locale of the database.
 */
export class PostgresColumns implements KyselyPlugin {
  readonly #transformer = new Columns();

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node, queryId);
  }

  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result);
  }
}

class Columns extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode): ColumnDefinitionNode {
    return { ...super.transformColumnDefinition(node), dataType: alike(node.dataType) };
  }
}

function alike(type: OperationNode): OperationNode {
  if (!DataTypeNode.is(type)) return type;
  const { dataType } = type;
  if (dataType === 'integer') return DataTypeNode.create('bigint');
  if (dataType === 'text' || dataType.startsWith('varchar')) return RawNode.createWithSql('text collate "C"');
  return type;
}
