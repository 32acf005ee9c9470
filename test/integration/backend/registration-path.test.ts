import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverRegistrationSchema } from '#shared/contract/registration/http.ts';
import { RegisteringUnit } from './support/registering-unit.ts';
import { TestBackend } from './support/test-backend.ts';

describe('a registration from the first Lưu to the accounts', () => {
  let test: TestBackend;
  beforeAll(async () => {
    test = await TestBackend.start();
  });
  afterAll(() => test.stop());

  it('goes from one state to the next', async () => {
    const unit = new RegisteringUnit(test, '3001001');
    const saved = serverRegistrationSchema.parse(await unit.save());
    expect(saved.status).toBe('CHO_HOAN_THIEN');
    const confirmed = await unit.confirmAll();
    expect(confirmed.status).toBe('CHO_PHE_DUYET');
    const signed = await unit.sign();
    expect(signed.status).toBe('CHO_KBNN');
    const approved = await unit.decide('approve');
    expect(approved.status).toBe('DA_HOAN_THANH');
  });
});
