import type { TFunction } from 'i18next';

/** What a choice of a form is called; another text as it is. */
export function choiceWords(value: string, t: TFunction): string {
  switch (value) {
    case 'CHINH_THUC':
    case 'TAM_CAP':
    case 'THUC_CHI':
    case 'TAM_UNG':
    case 'CHUYEN_KHOAN':
    case 'TIEN_MAT':
    case 'UNG_TRUOC_DU_DK':
    case 'UNG_TRUOC_CHUA_DU_DK':
      return t(`draft.${value}`);
    default:
      return value;
  }
}
