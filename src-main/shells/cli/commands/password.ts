import type { Printer } from '../printer.ts';
import { signPersonIn, withCore, type PersonOptions } from '../with-person.ts';

/** `dvctt password`: the first change of a one-time password, or any later one. The passwords stand in no argument. */
export async function passwordCommand(options: PersonOptions, printer: Printer): Promise<number> {
  return withCore(options, printer, async (core, words) => {
    const { signedIn, password } = await signPersonIn(core, words, options);
    if (signedIn.user.mustChangePassword === true)
      printer.note('Mật khẩu trong thư chỉ dùng một lần. Đặt mật khẩu của riêng bạn.');
    const { user } = await core.call('session.changePassword', {
      current: password,
      next: await words.newPassword(),
    });
    printer.data({ user: user.username, changed: true });
    printer.say('✓ Đã đổi mật khẩu.');
    return 0;
  });
}
