/** Undo and redo beside a colleague: `DVCTT_SEED` replays a run that failed, `DVCTT_ROUNDS` lets it go on longer. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AccountStore } from '#main/account-store/account-store.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { content, Machine, pulled, serverDraft } from './accountant.ts';

let machine: Machine;
let store: AccountStore;
beforeAll(() => {
  machine = new Machine();
  store = machine.open();
});
afterAll(() => machine.end());

const runs = {
  numRuns: Number(process.env['DVCTT_ROUNDS'] ?? 150),
  seed: Number(process.env['DVCTT_SEED'] ?? 2026),
};
/** Few, so that people often write what had stood before. */
const anyValue = fc.constantFrom('1', '2', '3');
const anyPlace = fc.constantFrom('title', 'number', 'contract', 'description');
type Place = 'title' | 'number' | 'contract' | 'description';
const places: readonly Place[] = ['title', 'number', 'contract', 'description'];
const anyWriting = fc.dictionary(anyPlace, anyValue, { minKeys: 1, maxKeys: 3 });
type Writing = Readonly<Record<string, string>>;

const typing = fc.record({ do: fc.constant('type'), writing: anyWriting });
const stepping = fc.record({ do: fc.constantFrom('undo', 'redo') });
const sending = fc.record({ do: fc.constant('send') });
const colleague = fc.record({
  do: fc.constant('colleague'),
  writing: anyWriting,
  choice: fc.constantFrom('mine', 'theirs'),
});

function read({ title, vouchers: [voucher] }: DossierContent): Readonly<Record<Place, string>> {
  return {
    title,
    number: voucher?.number ?? '',
    contract: voucher?.contract.number ?? '',
    description: voucher?.lines[0]?.description ?? '',
  };
}

function written(before: DossierContent, writing: Writing): DossierContent {
  const { title, number, contract, description } = { ...read(before), ...writing };
  return {
    ...before,
    title,
    vouchers: before.vouchers.map((voucher) => ({
      ...voucher,
      number,
      contract: { ...voucher.contract, number: contract },
      lines: voucher.lines.map((line) => ({ ...line, description })),
    })),
  };
}

/** One draft, the server's copy of it, and who wrote last what stands in each place here. */
class Desk {
  readonly code: DossierCode;
  readonly lastWriter = new Map<Place, 'me' | 'colleague'>();
  #server: DossierContent;
  #version = 0;

  constructor() {
    const draft = store.drafts.create(content('0'));
    this.code = draft.code;
    this.#server = draft.content;
    this.send();
  }

  get now(): DossierContent {
    const draft = store.drafts.get(this.code);
    if (draft === undefined) throw new Error('the draft is gone');
    return draft.content;
  }

  type(writing: Writing): void {
    const before = this.now;
    const { version } = store.drafts.get(this.code) ?? { version: 0 };
    store.drafts.save(this.code, version, written(before, writing));
    this.#wrote('me', before);
  }

  /** A press of undo or redo; whether it changed anything. */
  press(key: 'undo' | 'redo'): boolean {
    const before = this.now;
    store.drafts[key](this.code);
    for (const place of places) {
      if (this.lastWriter.get(place) === 'colleague')
        expect(read(this.now)[place], `${key} took the colleague's ${place}`).toBe(read(before)[place]);
    }
    this.#wrote('me', before);
    return JSON.stringify(read(this.now)) !== JSON.stringify(read(before));
  }

  send(): void {
    for (const { mutation } of store.outbox.take(10, 1e6)) {
      if (mutation.kind !== 'save') throw new Error('nobody deletes here');
      if (mutation.code !== this.code) {
        // Left behind by a run that failed.
        store.outbox.applied(mutation.id, 1000, 1000);
        continue;
      }
      expect(mutation.baseVersion).toBe(this.#version);
      this.#server = mutation.content;
      this.#version += 1;
      store.outbox.applied(mutation.id, this.#version, this.#version);
    }
  }

  /** The colleague writes on what the server has; this machine hears of it and decides what collides. */
  colleague(writing: Writing, choice: 'mine' | 'theirs'): void {
    const [before, was] = [this.now, this.#server];
    this.#server = written(was, writing);
    this.#version += 1;
    const draft = serverDraft(this.code, {
      version: this.#version,
      sequence: this.#version,
      content: this.#server,
    });
    store.incoming.apply(pulled(draft));
    const conflict = store.drafts.conflict(this.code);
    if (conflict !== undefined) {
      const choices = Object.fromEntries(conflict.conflicts.map(({ path }) => [path, choice]));
      store.drafts.resolve(this.code, conflict.theirsVersion, choices);
    }
    for (const place of places) {
      const value = read(this.now)[place];
      if (value !== read(was)[place] && value !== read(before)[place])
        this.lastWriter.set(place, 'colleague');
      if (value === read(before)[place] && read(this.#server)[place] !== read(was)[place])
        this.lastWriter.set(place, 'me');
    }
    this.#wrote('colleague', before);
  }

  #wrote(who: 'me' | 'colleague', before: DossierContent): void {
    for (const place of places)
      if (read(this.now)[place] !== read(before)[place]) this.lastWriter.set(place, who);
  }
}

it('never changes by undo or redo what a colleague wrote last, and gives back by redo exactly what undo took', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(typing, stepping, sending, colleague), { maxLength: 20 }), (day) => {
      const desk = new Desk();
      for (const step of day) {
        if (step.do === 'send') desk.send();
        else if (step.do === 'undo' || step.do === 'redo') desk.press(step.do);
        else if ('choice' in step) desk.colleague(step.writing, step.choice);
        else if ('writing' in step) desk.type(step.writing);
      }
      const start = read(desk.now);
      let undone = 0;
      while (desk.press('undo')) undone += 1;
      for (let again = 0; again < undone; again += 1) desk.press('redo');
      expect(read(desk.now)).toEqual(start);
      desk.send();
    }),
    runs,
  );
});

it('takes back everything that one person typed alone, and gives all of it back', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(typing, sending), { maxLength: 12 }), (day) => {
      const desk = new Desk();
      const start = read(desk.now);
      for (const step of day) {
        if ('writing' in step) desk.type(step.writing);
        else desk.send();
      }
      const end = read(desk.now);
      let undone = 0;
      while (desk.press('undo')) undone += 1;
      expect(read(desk.now)).toEqual(start);
      for (let again = 0; again < undone; again += 1) expect(desk.press('redo')).toBe(true);
      expect(read(desk.now)).toEqual(end);
      desk.send();
    }),
    runs,
  );
});

it('leaves a colleague’s value alone that is the same as the one before, through two undos and two redos', () => {
  const desk = new Desk();
  desk.type({ number: '0044', contract: 'HĐ-77' });
  desk.type({ number: '0055' });
  desk.send();
  desk.colleague({ number: '0044' }, 'mine');
  desk.type({ contract: 'HĐ-88' });
  for (const key of ['undo', 'undo', 'redo', 'redo'] as const) desk.press(key);
  expect(read(desk.now)).toMatchObject({ number: '0044', contract: 'HĐ-88' });
  desk.send();
});
