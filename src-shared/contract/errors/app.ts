import { texts } from './text.ts';

/** Failures of the program itself. */
export const appFailures = {
  USAGE: texts(
    ['Sai cú pháp lệnh', 'Tham số dòng lệnh không đúng.', 'Xem cách dùng bằng --help.'],
    ['Wrong usage', 'The command line is not right.', 'See --help.'],
  ),
  PORT_IN_USE: texts(
    [
      'Cổng đã có chương trình khác dùng',
      'Không mở được máy chủ DVCTT trên cổng này.',
      'Dừng chương trình đang dùng cổng đó, hoặc chọn cổng khác bằng --port.',
    ],
    [
      'The port is in use',
      'The DVCTT server could not be opened on this port.',
      'Stop the program that uses it, or choose another with --port.',
    ],
  ),
  BUNDLE_NOT_SHOWN: texts(
    [
      'Chưa xem tệp chẩn đoán',
      'Chỉ lưu được tệp chẩn đoán sau khi nó đã được hiện ra trên màn hình, để không có gì rời máy mà bạn chưa xem.',
      'Bấm “Lập tệp chẩn đoán”, xem các tệp trong đó rồi lưu.',
    ],
    [
      'The diagnosis has not been shown',
      'The bundle can be saved only after it was shown on the screen, so that nothing leaves unseen.',
      'Choose “Make the bundle”, look at its files, then save it.',
    ],
  ),
  CORE_RESTARTED: texts(
    [
      'Bộ xử lý vừa khởi động lại',
      'Phần xử lý của chương trình dừng đột ngột và đã tự khởi động lại. Bản nháp đã lưu không mất.',
      'Làm lại thao tác vừa rồi.',
    ],
    [
      'The core was restarted',
      'The working part of the program ended abruptly and was restarted. Saved drafts are intact.',
      'Repeat what you just did.',
    ],
  ),
  UNEXPECTED: texts(
    [
      'Lỗi ngoài dự kiến',
      'Chương trình gặp lỗi mà nó không lường trước. Bản nháp đã lưu không mất.',
      'Thử lại; nếu lặp lại, gửi phần “Chi tiết” cho bộ phận hỗ trợ.',
    ],
    [
      'Unexpected error',
      'The program met an error it did not foresee. Saved drafts are intact.',
      'Try again; if it repeats, send the “Details” to support.',
    ],
  ),
} as const;
