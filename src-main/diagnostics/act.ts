import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckAction } from '#shared/contract/doctor.ts';
import { DvcttError } from '#shared/contract/errors.ts';
import type { TokenService } from '../tokens/token-service.ts';
import { openFolder } from './actions/open-folder.ts';
import { startSmartCardService } from './actions/start-smart-card-service.ts';
import { thisMachine, type DoctorMachine } from './machine.ts';
import { both, type Words } from './words.ts';

/** How a button ended; `message` says it to the person. */
export interface Deed {
  readonly done: boolean;
  readonly message: Words;
}

export interface ActServices {
  readonly tokens: Pick<TokenService, 'lookAgain'>;
  readonly dataFolder: string;
  /** Left out while nothing is logged to a folder. */
  readonly logFolder?: string | undefined;
  readonly session?: {
    readonly workspace: { readonly sync: { kick(): void } } | undefined;
  };
  readonly machine?: DoctorMachine;
}

/** Does what a button beside a check says. @throws REQUEST_INVALID for those that are the window's own */
export async function actOn(action: CheckAction, services: ActServices): Promise<Deed> {
  const machine = services.machine ?? thisMachine;
  switch (action) {
    case 'start-pcsc':
      return startSmartCardService(machine);
    case 'look-again':
      return lookAgain(services);
    case 'open-data-folder':
      return openFolder(services.dataFolder, machine);
    case 'open-trust-folder':
      return openTrustFolder(services.dataFolder, machine);
    case 'open-log-folder':
      return services.logFolder === undefined
        ? { done: false, message: both('Chưa có nhật ký nào.', 'There is no log yet.') }
        : openFolder(services.logFolder, machine);
    case 'sync-now':
      return syncNow(services);
    case 'open-tokens':
    case 'challenge-key':
    case 'copy-command':
      throw new DvcttError('REQUEST_INVALID', { action });
  }
}

/** Nobody may have put an authority there yet. */
async function openTrustFolder(dataFolder: string, machine: DoctorMachine): Promise<Deed> {
  const folder = join(dataFolder, 'trust');
  await mkdir(folder, { recursive: true });
  return openFolder(folder, machine);
}

async function lookAgain({ tokens }: ActServices): Promise<Deed> {
  const { tokens: seen } = await tokens.lookAgain();
  return {
    done: true,
    message:
      seen.length === 0
        ? both('Đã tìm lại: không thấy token nào.', 'Looked again: no token is seen.')
        : both(`Đã tìm lại: thấy ${seen.length} token.`, `Looked again: ${seen.length} token(s) seen.`),
  };
}

function syncNow({ session }: ActServices): Deed {
  const workspace = session?.workspace;
  if (workspace === undefined) {
    return { done: false, message: both('Đăng nhập trước đã.', 'Sign in first.') };
  }
  workspace.sync.kick();
  return { done: true, message: both('Đang gửi và nhận thay đổi.', 'Changes are being sent and fetched.') };
}
