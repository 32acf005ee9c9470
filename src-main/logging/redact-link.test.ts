import { expect, it } from 'vitest';
import { redactFacts } from './redact-facts.ts';
import { redactText } from './redact-text.ts';

// One without any digit, which the rule for keys in general would let pass.
const secrets = [
  'aB3_dE-fG5hI7jK9lM1nO3pQ5rS7tU9vW1xY3zA5bC7',
  'aBxdEqfGrhIsjKtlMunOvpQwrSxtUyvWzxYazAbbCcd',
];

it.each(secrets)('hides the secret of a letter’s link, wherever it stands: %s', (secret) => {
  const parts = [secret, secret.slice(0, 40), secret.slice(-40)];
  for (const text of [
    `dvctt://lien-ket?server=https%3A%2F%2Fdvc.example.vn&secret=${secret}`,
    `https://dvc.example.vn/lien-ket/${secret}`,
    // Cut by whoever pasted it.
    `https://dvc.example.vn/lien-ket/${secret.slice(0, 40)}`,
    `Mở ${secret} không được`,
    `authorization: Link ${secret}`,
    `{"secret":"${secret}"}`,
    JSON.stringify({ argv: ['/opt/dvctt', `dvctt://lien-ket?secret=${secret}`] }),
  ]) {
    const told = redactText(text);
    for (const part of parts) expect(told).not.toContain(part);
    expect(redactText(told)).toBe(told);
    expect(JSON.stringify(redactFacts({ text, secret, reason: text }))).not.toContain(secret.slice(0, 40));
  }
});

it('still tells support which server a link was for', () => {
  expect(redactText(`https://dvc.example.vn/lien-ket/${secrets[0] ?? ''}`)).toBe(
    'https://dvc.example.vn/lien-ket/***',
  );
});
