/** Words of the phone page. */
export type PhoneLanguage = 'vi' | 'en';

const vi = {
  title: 'Điện thoại mô phỏng',
  simulated: 'Mô phỏng: chữ ký ở đây không có giá trị pháp lý.',
  choose: 'Chọn chứng thư số của bạn',
  provider: 'Họ tên, nhà cung cấp, tên đăng nhập',
  open: 'Mở điện thoại',
  change: 'Đổi người',
  waiting: 'Yêu cầu đang chờ',
  none: 'Chưa có yêu cầu nào. Bấm Ký trên máy tính; yêu cầu sẽ tự hiện ở đây.',
  code: 'Mã yêu cầu, phải trùng với mã trên máy tính',
  left: 'Còn lại',
  documents: (count: number) => `${String(count)} tài liệu`,
  more: (count: number) => `và ${String(count)} tài liệu nữa`,
  pin: 'Mã PIN 6 số',
  confirm: 'Xác nhận ký',
  reject: 'Từ chối',
  oneTime: 'Mã đăng nhập một lần',
  oneTimeHint: 'Nhập mã này trên máy tính. Không đọc cho người khác.',
  history: 'Mười yêu cầu gần nhất',
  noHistory: 'Chưa có.',
  states: {
    waiting: 'Đang chờ',
    signing: 'Đang ký',
    done: 'Đã ký',
    rejected: 'Đã từ chối',
    expired: 'Hết hạn',
    failed: 'Không ký được',
  },
  taken: 'Đã xác nhận và ký.',
  refused: 'Đã từ chối. Không có gì được ký.',
  wrong: (left: number) => `Mã PIN không đúng. Còn ${String(left)} lần.`,
  locked: (until: string) => `Sai 5 lần. Điện thoại bị khóa đến ${until}.`,
  gone: 'Yêu cầu này không còn chờ nữa.',
  qr: 'Quét bằng điện thoại để mở trang xác nhận',
  thisMachine:
    'Địa chỉ này chỉ mở được trên chính máy đang chạy máy chủ. Muốn quét bằng điện thoại thật, đặt máy chủ sau một địa chỉ https và chạy với --public-url.',
  other: 'English',
  noPage: 'Không có trang này',
  noPageHint: 'Địa chỉ có thể bị gõ sai. Hãy mở lại điện thoại, hoặc quét lại mã QR.',
  home: 'Mở điện thoại',
  skip: 'Đến nội dung chính',
} as const;

type Words = {
  readonly [K in keyof typeof vi]: (typeof vi)[K] extends string
    ? string
    : (typeof vi)[K] extends (...given: infer G) => string
      ? (...given: G) => string
      : { readonly [S in keyof (typeof vi)[K]]: string };
};

const en: Words = {
  title: 'Simulated phone',
  simulated: 'Simulation: a signature made here has no legal effect.',
  choose: 'Choose your certificate',
  provider: 'Name, provider, user name',
  open: 'Open the phone',
  change: 'Somebody else',
  waiting: 'Waiting requests',
  none: 'No request yet. Press Sign on the computer; the request shows up here by itself.',
  code: 'Code of the request; it has to be the one on the computer',
  left: 'Left',
  documents: (count) => `${String(count)} ${count === 1 ? 'document' : 'documents'}`,
  more: (count) => `and ${String(count)} more`,
  pin: 'PIN of 6 digits',
  confirm: 'Confirm and sign',
  reject: 'Reject',
  oneTime: 'One-time sign-in code',
  oneTimeHint: 'Type this code on the computer. Tell it to nobody.',
  history: 'The last ten requests',
  noHistory: 'None yet.',
  states: {
    waiting: 'Waiting',
    signing: 'Signing',
    done: 'Signed',
    rejected: 'Rejected',
    expired: 'Expired',
    failed: 'Failed',
  },
  taken: 'Confirmed and signed.',
  refused: 'Rejected. Nothing has been signed.',
  wrong: (left) => `Wrong PIN. ${String(left)} tries left.`,
  locked: (until) => `Wrong five times. The phone is locked until ${until}.`,
  gone: 'This request does not wait any more.',
  qr: 'Scan with a phone to open the confirmation page',
  thisMachine:
    'This address opens on the machine that runs the server alone. For a real phone, put the server behind an https address and start it with --public-url.',
  other: 'Tiếng Việt',
  noPage: 'No such page',
  noPageHint: 'The address may be mistyped. Open the phone again, or scan the QR code again.',
  home: 'Open the phone',
  skip: 'To the main content',
};

export const phoneText: Readonly<Record<PhoneLanguage, Words>> = { vi, en };
