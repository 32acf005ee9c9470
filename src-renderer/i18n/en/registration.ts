export const registrationStatus = {
  DANG_KE_KHAI: 'Being declared',
  CHO_HOAN_THIEN: 'Waiting for the members',
  CHO_PHE_DUYET: 'Waiting for approval by the account holder',
  CHO_KBNN: 'Waiting for the Treasury’s officer',
  KBNN_TU_CHOI: 'Rejected by the Treasury',
  DA_HOAN_THANH: 'Completed',
} as const;

export const registration = {
  title: 'Registration for online public services',
  titleChange: 'Change of a registration',
} as const;
