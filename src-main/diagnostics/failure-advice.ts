import { failureText, type Failure, type Language } from '#shared/contract/errors.ts';

export type Advice = ReturnType<typeof failureText>;

/** Reasons of a line that never reached a server: the name or the protocol of its address may be wrong. */
const addressReasons = ['ENOTFOUND', 'EAI_AGAIN', 'EPROTO', 'ECONNREFUSED', 'ERR_INVALID_URL'];

/** The catalogue's texts, made more exact by what the failure's own details tell somebody who looks after machines. */
export function adviceOn(failure: Failure, language: Language): Advice {
  const text = failureText(failure.code, language);
  const own = ownAdvice(failure);
  return own === undefined ? text : { ...text, ...own[language] };
}

function ownAdvice({ code, details }: Failure): Readonly<Record<Language, Partial<Advice>>> | undefined {
  const { url, reason, file, untouched, module, found, needed, missing } = details ?? {};
  if (code === 'BACKEND_UNREACHABLE' && url !== undefined && addressReasons.includes(String(reason))) {
    return {
      vi: {
        remedy: `Kiểm tra mạng, rồi kiểm tra địa chỉ máy chủ ${String(url)} (đặt lại bằng biến DVCTT_BACKEND nếu sai); bạn vẫn soạn bản nháp được khi mất mạng.`,
      },
      en: {
        remedy: `Check the network, then the server’s address ${String(url)} (set DVCTT_BACKEND if it is wrong); drafts can be edited offline.`,
      },
    };
  }
  if (code === 'STORE_KEY_LOST' && file !== undefined) {
    return {
      vi: {
        explanation: `Tệp khóa ${String(file)} không còn, hoặc là của kho khác, nên dữ liệu cũ không đọc được.`,
        remedy: `Chép lại tệp ${String(file)} từ bản sao lưu. Không có bản sao: dvctt store --set-aside để kho cũ sang bên và tải lại từ máy chủ.`,
      },
      en: {
        explanation: `The key file ${String(file)} is gone or belongs to another store, so the data cannot be read.`,
        remedy: `Put ${String(file)} back from a backup. Without one, dvctt store --set-aside puts the old store aside; everything on the server is fetched again.`,
      },
    };
  }
  if (code === 'STORE_DAMAGED' && untouched === true) {
    return {
      vi: {
        explanation: 'Một phần tệp dữ liệu không đọc được. Lần kiểm tra này chưa thay đổi gì.',
        remedy:
          'Chép thư mục ở phần “Chi tiết” ra nơi khác. Khi đăng nhập hoặc khi chạm tới chỗ hỏng, chương trình tự để riêng tệp hỏng, cứu phần đọc được và tải phần còn lại từ máy chủ.',
      },
      en: {
        explanation: 'A part of the data file cannot be read. This look has changed nothing.',
        remedy:
          'Copy the folder under “Details” elsewhere. At the sign-in, or when the bad place is met, the program sets the damaged file aside, recovers what can be read and fetches the rest from the server.',
      },
    };
  }
  if (code === 'MODULE_WRONG_BITNESS' && found !== undefined && needed !== undefined) {
    return {
      vi: {
        explanation: `${String(module)} là bản ${String(found)}; chương trình này cần bản ${String(needed)}.`,
        remedy: `Cài trình điều khiển bản ${String(needed)} của nhà cung cấp token.`,
      },
      en: {
        explanation: `${String(module)} is ${String(found)}; this program needs ${String(needed)}.`,
        remedy: `Install the token vendor’s driver for ${String(needed)}.`,
      },
    };
  }
  if (code === 'MODULE_DEPENDENCY_MISSING' && missing !== undefined && missing !== 'unknown') {
    return {
      vi: {
        explanation: `${String(module)} cần thư viện ${String(missing)} mà máy không có.`,
        remedy: `Cài lại trọn bộ trình điều khiển của nhà cung cấp, hoặc cài gói có ${String(missing)}.`,
      },
      en: {
        explanation: `${String(module)} needs the library ${String(missing)}, which is not on this machine.`,
        remedy: `Reinstall the vendor’s whole driver package, or install the package with ${String(missing)}.`,
      },
    };
  }
  return undefined;
}
