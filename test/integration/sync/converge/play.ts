/** Lets the people of a unit do their steps, and remembers with a witness what they wrote. */
import type { Draft } from '#main/account-store/account-store.ts';
import { DvcttError, type FailureCode } from '#shared/contract/errors.ts';
import { contentChoiceSchema } from '#shared/domain/drafts/content-change.ts';
import type { DossierCode, DossierContent } from '#shared/domain/dossiers/dossier.ts';
import { sampleContent, sampleVoucher } from '#test/support/sample-dossier.ts';
import type { Desk } from './desk.ts';
import type { Step, typings } from './step.ts';
import { uniqueId, uniqueText, Witness } from './witness.ts';

type Typing = (typeof typings)[number];

/** What a person may be told; anything else is a fault of the program. */
const expected: ReadonlySet<FailureCode> = new Set([
  'DOSSIER_CONFLICT',
  'DOSSIER_NOT_FOUND',
  'DOSSIER_FROZEN',
  'DOSSIER_STATE',
  'ROLE_FORBIDDEN',
]);

/** What a forwarding may be refused for as well: the model also sends drafts that are not complete. */
const expectedOfForwarding: ReadonlySet<FailureCode> = new Set([...expected, 'DOSSIER_INCOMPLETE']);

export class Play {
  readonly witness = new Witness();
  /** How often each kind of step had something to do. */
  readonly done = new Map<string, number>();
  readonly #desks: readonly Desk[];
  readonly #unitCode: string;
  /** What the window of a desk showed when a draft was last typed on: desk and code → version and content. */
  readonly #shown = new Map<string, Pick<Draft, 'version' | 'content'>>();
  /** Codes that a desk has had, for those that are gone from its list. */
  readonly #known = new Map<Desk, Set<DossierCode>>();

  constructor(desks: readonly Desk[], unitCode: string) {
    this.#desks = desks;
    this.#unitCode = unitCode;
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'exchange together') {
      await Promise.all(this.#desks.map((desk) => desk.exchange()));
      this.#count(step.do);
      return;
    }
    const desk = at(this.#desks, step.desk);
    if (desk === undefined) return;
    if (step.do === 'exchange') {
      const meanwhile = step.meanwhile;
      await desk.exchange({
        faults: step.faults,
        ...(meanwhile === undefined ? {} : { meanwhile: () => this.#typeOn(desk, step.draft, meanwhile) }),
      });
      this.#count(step.do);
      return;
    }
    if (step.do === 'crash') {
      desk.crash();
      this.#count(step.do);
    } else if (step.do === 'create') {
      this.#change(desk, step.do, undefined, () => desk.store.drafts.create(this.#newContent()));
    } else if (step.do === 'restore') {
      this.#restore(desk, step.spot);
    } else {
      const draft = at(desk.drafts(), step.draft);
      if (draft !== undefined) await this.#takeOn(desk, draft, step);
    }
  }

  async #takeOn(desk: Desk, draft: Draft, step: Extract<Step, { readonly draft: number }>): Promise<void> {
    switch (step.do) {
      case 'attach':
        return this.#attach(desk, draft, step.detach);
      case 'forward':
        return this.#forward(desk, draft, step.crash);
      case 'type':
        this.#type(desk, draft, step);
        return;
      case 'exchange':
        return;
      case 'undo':
      case 'redo':
      case 'delete':
      case 'restore version':
      case 'resolve':
      case 'discard':
        this.#decide(desk, draft, step);
    }
  }

  /** Decides every conflict that a desk has. */
  decideAll(desk: Desk, spot: number): void {
    for (const draft of desk.drafts()) this.#resolve(desk, draft, spot);
  }

  #decide(
    desk: Desk,
    draft: Draft,
    step: Extract<Step, { do: 'undo' | 'redo' | 'delete' | 'restore version' | 'resolve' | 'discard' }>,
  ): void {
    const { drafts, outbox } = desk.store;
    const { code, content } = draft;
    switch (step.do) {
      case 'undo': {
        this.#change(desk, step.do, content, () => drafts.undo(code));
        return;
      }
      case 'redo': {
        this.#change(desk, step.do, content, () => drafts.redo(code));
        return;
      }
      case 'delete': {
        this.#change(desk, step.do, content, () => {
          drafts.delete(code);
          return undefined;
        });
        return;
      }
      case 'restore version': {
        const version = at(drafts.versions(code), step.spot);
        if (version === undefined) return;
        const old = drafts.version(code, version.id).content;
        this.#change(desk, step.do, content, () => drafts.putVersion(code, old));
        return;
      }
      case 'resolve': {
        this.#resolve(desk, draft, step.spot);
        return;
      }
      case 'discard': {
        const change = outbox.list().find((queued) => queued.code === code && queued.state === 'set-aside');
        if (change === undefined) return;
        this.#change(desk, step.do, content, () => {
          outbox.discard(change.sequence);
          return drafts.get(code);
        });
        return;
      }
    }
  }

  #resolve(desk: Desk, draft: Draft, spot: number): void {
    const conflict = desk.store.drafts.conflict(draft.code);
    if (conflict === undefined) return;
    const choices = Object.fromEntries(
      conflict.conflicts.map(({ path }, place) => [
        path,
        at(contentChoiceSchema.options, spot + place) ?? 'mine',
      ]),
    );
    const { theirsVersion, mine, theirs } = conflict;
    this.#change(desk, 'resolve', mine, () => {
      const after = desk.store.drafts.resolve(draft.code, theirsVersion, choices);
      this.witness.saw(desk.name, theirs, after.content);
      return after;
    });
  }

  #type(desk: Desk, draft: Draft, step: Extract<Step, { do: 'type' }>): void {
    const key = `${desk.name} ${draft.code}`;
    const before = (step.stale ? this.#shown.get(key) : undefined) ?? draft;
    const typed = this.#typed(before.content, step.typing, step.spot);
    this.#change(desk, `type ${step.typing}`, draft.content, () => {
      const after = desk.store.drafts.save(draft.code, before.version, typed);
      this.#shown.set(key, draft);
      return after;
    });
  }

  #typeOn(desk: Desk, place: number, typing: Typing): void {
    const draft = at(desk.drafts(), place);
    if (draft === undefined) return;
    const typed = this.#typed(draft.content, typing, place);
    this.#change(desk, 'type while sending', draft.content, () =>
      desk.store.drafts.save(draft.code, draft.version, typed),
    );
  }

  async #attach(desk: Desk, draft: Draft, detach: boolean): Promise<void> {
    const { content } = draft;
    const bytes = new TextEncoder().encode(uniqueText().repeat(50));
    const file = {
      id: uniqueId(),
      name: `${uniqueId()}.txt`,
      mediaType: 'text/plain',
      sha256: await desk.store.blobs.put(bytes),
      size: bytes.length,
    };
    const attachments = detach ? content.attachments.slice(1) : [...content.attachments, file];
    this.#change(desk, detach ? 'detach' : 'attach', content, () =>
      desk.store.drafts.save(draft.code, draft.version, { ...content, attachments }),
    );
  }

  #restore(desk: Desk, spot: number): void {
    const here = new Set(desk.drafts().map(({ code }) => code));
    const gone = [...(this.#known.get(desk) ?? [])].filter((code) => !here.has(code));
    const code = at(gone, spot);
    if (code === undefined) return;
    this.#change(desk, 'restore', undefined, () => desk.store.drafts.restore(code));
  }

  async #forward(desk: Desk, draft: Draft, crash: boolean): Promise<void> {
    await desk.exchange();
    await desk.fetchBlobs();
    try {
      await desk.forward(draft.code, { crash });
      this.#count('forward');
    } catch (thrown) {
      if (!(thrown instanceof DvcttError) || !expectedOfForwarding.has(thrown.code)) throw thrown;
    }
    if (crash) desk.crash();
  }

  #change(desk: Desk, what: string, before: DossierContent | undefined, work: () => Draft | undefined): void {
    let after: Draft | undefined;
    try {
      after = work();
    } catch (thrown) {
      if (!(thrown instanceof DvcttError) || !expected.has(thrown.code)) throw thrown;
      return;
    }
    this.witness.saw(`${desk.name} (${what})`, before, after?.content);
    if (after !== undefined) {
      const known = this.#known.get(desk) ?? new Set();
      this.#known.set(desk, known.add(after.code));
    }
    this.#count(what);
  }

  #count(what: string): void {
    this.done.set(what, (this.done.get(what) ?? 0) + 1);
  }

  #newContent(): DossierContent {
    return { ...sampleContent, title: uniqueText(), attachments: [], vouchers: [this.#newVoucher()] };
  }

  #newVoucher() {
    return {
      ...sampleVoucher,
      id: uniqueId(),
      number: uniqueText(),
      unitCode: this.#unitCode,
      accountNumber: `9523.3.${this.#unitCode}`,
      payee: { ...sampleVoucher.payee, name: uniqueText() },
      lines: [newLine(), newLine()],
    };
  }

  #typed(content: DossierContent, typing: Typing, spot: number): DossierContent {
    const place = content.vouchers.length === 0 ? 0 : spot % content.vouchers.length;
    const voucher = content.vouchers[place];
    if (typing === 'title') return { ...content, title: uniqueText() };
    if (typing === 'type nothing') return content;
    if (typing === 'add voucher' || voucher === undefined) {
      return { ...content, vouchers: content.vouchers.toSpliced(place, 0, this.#newVoucher()) };
    }
    if (typing === 'remove voucher') return { ...content, vouchers: content.vouchers.toSpliced(place, 1) };
    return { ...content, vouchers: content.vouchers.with(place, typedVoucher(voucher, typing, spot)) };
  }
}

type Voucher = DossierContent['vouchers'][number];

function typedVoucher(voucher: Voucher, typing: Typing, spot: number): Voucher {
  const { lines, payee } = voucher;
  const place = lines.length === 0 ? 0 : Math.floor(spot / 2) % lines.length;
  const line = lines[place];
  switch (typing) {
    case 'payee':
      return { ...voucher, payee: { ...payee, name: uniqueText() } };
    case 'bank':
      return { ...voucher, payee: { ...payee, bank: uniqueText() } };
    case 'number':
      return { ...voucher, number: uniqueText() };
    case 'add line':
      return { ...voucher, lines: lines.toSpliced(place, 0, newLine()) };
    case 'remove line':
      return { ...voucher, lines: lines.toSpliced(place, 1) };
    case 'move lines':
      return { ...voucher, lines: lines.toReversed() };
    case 'line':
      if (line === undefined) return voucher;
      return { ...voucher, lines: lines.with(place, { ...line, description: uniqueText() }) };
    case 'title':
    case 'add voucher':
    case 'remove voucher':
    case 'type nothing':
      return voucher;
  }
}

const newLine = () => ({
  ...(sampleVoucher.lines[0] ?? never()),
  id: uniqueId(),
  description: uniqueText(),
});

function never(): never {
  throw new Error('the sample voucher has lines');
}

/** An item by any number. */
function at<T>(items: readonly T[], place: number): T | undefined {
  return items.length === 0 ? undefined : items[place % items.length];
}
