import { connect } from 'node:net';
import { ok, type Checker, type Outcome } from '../check.ts';

/** Where pcscd listens on Linux (pcsc-lite). */
const socketPath = '/run/pcscd/pcscd.comm';

/** Whether the smart-card service runs: without it no reader is seen, whatever is plugged in. */
export const pcscCheck: Checker = {
  id: 'pcsc',
  title: { vi: 'Dịch vụ thẻ thông minh (PC/SC)', en: 'Smart-card service (PC/SC)' },
  run: () => {
    // Windows and macOS bring the service with the system; it is asked there through a later check.
    if (process.platform !== 'linux')
      return Promise.resolve<Outcome>({ state: 'skipped', found: process.platform });
    return new Promise<Outcome>((resolve) => {
      const socket = connect(socketPath);
      socket.once('connect', () => {
        socket.destroy();
        resolve(ok(socketPath));
      });
      socket.once('error', (cause) => {
        resolve({
          state: 'warning',
          found: `${socketPath}: ${cause.message}`,
          remedy: {
            vi: 'Dịch vụ pcscd không chạy nên token cắm qua đầu đọc không được nhận. Chạy “sudo systemctl start pcscd” (cài gói pcscd nếu chưa có).',
            en: 'The pcscd service does not run, so tokens in readers are not seen. Run “sudo systemctl start pcscd” (install pcscd first if it is missing).',
          },
        });
      });
    });
  },
};
