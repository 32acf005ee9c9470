import { afterAll, beforeAll, expect, it } from 'vitest';
import { BackendClient } from '#main/backend-client/backend-client.ts';
import { sha256 } from '#main/blobs/blob-store.ts';
import { plannedDocuments, voucherPdfId, voucherXmlId } from '#shared/domain/dossiers/frozen-documents.ts';
import { printVoucher } from '#print/voucher/voucher.ts';
import { accountOf } from '#main/shells/cli/demo/people.ts';
import { writeVoucherXml } from '#shared/domain/vouchers/xml.ts';
import { draftDossier, startBudgetUnit, startSigning, type BudgetUnit } from '#test/support/budget-unit.ts';

let unit: BudgetUnit;
beforeAll(async () => {
  unit = await startBudgetUnit();
});
afterAll(() => unit.close());

it('does not let the chief accountant sign a printed form that shows another amount than the data', async () => {
  const ktv = await unit.signIn('KTV');
  const { code, content } = await draftDossier(ktv);
  const [voucher] = content.vouchers;
  const [attachment] = content.attachments;
  if (voucher === undefined || attachment === undefined) throw new Error('the draft is empty');

  // An altered program of the accountant's: everything is right but the picture that the signers look at.
  const pretty = { ...voucher, lines: voucher.lines.map((line) => ({ ...line, amount: '1000' })) };
  const pdf = await printVoucher(pretty, { dossierCode: code });
  const plan = plannedDocuments(content);
  const printedForm = { name: plan[0]?.name ?? '', sha256: sha256(pdf), size: pdf.length };
  const attachments = [{ name: attachment.name, sha256: attachment.sha256, size: attachment.size }];
  const xml = new TextEncoder().encode(
    writeVoucherXml({ dossierCode: code, voucher, printedForm, attachments }),
  );
  const file = await ktv.call('drafts.attachment', { code, attachmentId: attachment.id });
  const bytes = new Map([
    [voucherPdfId(voucher), pdf],
    [voucherXmlId(voucher), xml],
    [`attachment.${attachment.id}`, new Uint8Array(Buffer.from(file.base64, 'base64'))],
  ]);
  const backend = new BackendClient(unit.backend.url);
  const { username, password } = accountOf(unit.backend, 'KTV');
  await backend.signIn(username, password);
  for (const [id, content_] of bytes) await backend.uploadDocument(code, id, content_);
  await backend.forward(code, {
    mutationId: crypto.randomUUID(),
    baseVersion: 0,
    content,
    documents: plan.map((document) => {
      const found = bytes.get(document.id) ?? new Uint8Array();
      return { ...document, sha256: sha256(found), size: found.length };
    }),
  });

  const ktt = await unit.signIn('KTT');
  const job = await startSigning(ktt, await ktt.call('dossiers.get', { code }));
  expect(job).toMatchObject({
    phase: 'failed',
    failure: { code: 'DOCUMENT_CHANGED', details: { name: printedForm.name } },
  });
});
