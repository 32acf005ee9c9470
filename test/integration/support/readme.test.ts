import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { situationsTable } from '#shared/help/situations.ts';

it('the README tells of each answer of a token the message that the program gives', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  for (const row of situationsTable('en').split('\n').slice(2)) expect(readme).toContain(row);
});
