import { ok, type Checker } from '../check.ts';

/** Which PKCS#11 modules are on the machine and whether they load. */
export const modulesCheck: Checker = {
  id: 'modules',
  title: { vi: 'Trình điều khiển token (PKCS#11)', en: 'Token drivers (PKCS#11)' },
  run: async ({ tokens }) => {
    const { modules } = await tokens.list();
    if (modules.length === 0) {
      return {
        state: 'failed',
        found: '0',
        remedy: {
          vi: 'Cài trình điều khiển của nhà cung cấp token rồi chạy lại chẩn đoán.',
          en: 'Install the token vendor’s driver and run the diagnosis again.',
        },
      };
    }
    const found = modules
      .map(
        ({ path, state, version, failure }) =>
          `${path} ${state === 'ready' ? version : (failure?.code ?? '')}`,
      )
      .join('; ');
    if (modules.every(({ state }) => state === 'failed')) {
      return {
        state: 'failed',
        found,
        remedy: {
          vi: 'Không trình điều khiển nào nạp được: cài lại bản 64 bit của nhà cung cấp.',
          en: 'No driver loads: reinstall the vendor’s 64-bit version.',
        },
      };
    }
    if (modules.some(({ state }) => state === 'failed')) {
      return {
        state: 'warning',
        found,
        remedy: {
          vi: 'Có trình điều khiển không nạp được. Nếu token của bạn dùng trình điều khiển đó, hãy cài lại.',
          en: 'One driver does not load. If your token needs it, reinstall it.',
        },
      };
    }
    return ok(found);
  },
};
