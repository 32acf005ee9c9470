import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { keys, refreshAfter } from './queries.ts';

function filled(): QueryClient {
  const client = new QueryClient();
  for (const key of [keys.dossiers, keys.dossier('1'), keys.dossier('2'), keys.certificates, keys.session])
    client.setQueryData(key, 'shown');
  return client;
}
const stale = (client: QueryClient) =>
  client
    .getQueryCache()
    .getAll()
    .filter((query) => query.state.isInvalidated)
    .map((query) => query.queryKey.join('/'));

describe('what an event makes stale on screen', () => {
  it('is the list and that dossier when one dossier changed', () => {
    const client = filled();
    refreshAfter({ name: 'dossiers.changed', payload: { code: '1' } }, client);
    expect(stale(client)).toEqual(['dossiers', 'dossier/1']);
  });

  it('is the list and every dossier when it is not said which', () => {
    const client = filled();
    refreshAfter({ name: 'dossiers.changed', payload: {} }, client);
    expect(stale(client)).toEqual(['dossiers', 'dossier/1', 'dossier/2']);
  });

  it('is the certificates when a token came or went, and everything when the core was restarted', () => {
    const client = filled();
    refreshAfter({ name: 'tokens.changed', payload: {} }, client);
    expect(stale(client)).toEqual(['certificates']);
    refreshAfter({ name: 'core.restarted', payload: {} }, client);
    expect(stale(client)).toHaveLength(5);
  });
});
