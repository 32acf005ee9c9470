import { z } from 'zod';

/** Titles on the DVCTT service, by their official codes. */
export const roleSchema = z.enum(['KTV', 'KTT', 'UQ_KTT', 'CTK', 'UQ_CTK', 'KBNN']);
export type Role = z.infer<typeof roleSchema>;

export const roleNames: Readonly<Record<Role, string>> = {
  KTV: 'Kế toán viên',
  KTT: 'Kế toán trưởng',
  UQ_KTT: 'Ủy quyền Kế toán trưởng',
  CTK: 'Chủ tài khoản',
  UQ_CTK: 'Ủy quyền Chủ tài khoản',
  KBNN: 'Cán bộ KBNN',
};

/** The signing step a role may take: KTT gives the second signature, CTK the first. */
export type SigningStep = 'KTT' | 'CTK';

export function signingStepOf(role: Role): SigningStep | undefined {
  switch (role) {
    case 'KTT':
    case 'UQ_KTT':
      return 'KTT';
    case 'CTK':
    case 'UQ_CTK':
      return 'CTK';
    case 'KTV':
    case 'KBNN':
      return undefined;
  }
}
