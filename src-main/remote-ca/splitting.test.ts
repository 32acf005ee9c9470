import { expect, it } from 'vitest';
import { roundsOf } from './splitting.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

it('asks for no confirmation where nothing is left to sign', () => {
  expect(roundsOf([], 50)).toEqual([]);
});

it('fills each round up to what the provider takes and keeps the order', () => {
  const rounds = roundsOf(numbers(120), 50);
  expect(rounds.map(({ length }) => length)).toEqual([50, 50, 20]);
  expect(rounds.flat()).toEqual(numbers(120));
});

it('makes no second round for a number that fits exactly', () => {
  expect(roundsOf(numbers(50), 50)).toHaveLength(1);
});

it('asks the server for no more than it takes, whatever the provider takes', () => {
  expect(roundsOf(numbers(1001), 5000).map(({ length }) => length)).toEqual([1000, 1]);
});
