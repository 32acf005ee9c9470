import type { RegistrationView } from '#shared/contract/registration/window.ts';
import { mutationId } from '../backend-client/mutation-id.ts';
import { requireAction } from './drafting.ts';
import type { RegistrationServices } from './services.ts';
import { takeServer } from './take.ts';
import { viewOf } from './view.ts';

/** “Gửi lại thư”. Pressed again after a lost answer it is the same wish: one letter. @throws what the server says */
export async function resendLink(
  services: RegistrationServices,
  id: string,
  memberId: string,
): Promise<RegistrationView> {
  const found = requireAction(services, id, 'resend');
  const { code = '', secret, server } = found.kept;
  const known = server?.confirmations.find((each) => each.memberId === memberId);
  const wish = ['resend', code, memberId, known?.linkExpiresAt ?? '', server?.updatedAt ?? ''];
  const answer = await services.backend.registrations.resend(code, secret, {
    mutationId: mutationId(...wish),
    memberId,
  });
  return viewOf(services, takeServer(services, found, answer).kept);
}
