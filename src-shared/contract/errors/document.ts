import { texts } from './text.ts';

/** Failures of the files that are signed or verified. */
export const documentFailures = {
  FILE_NOT_FOUND: texts(
    [
      'Không tìm thấy tệp',
      'Tệp được chỉ định không có hoặc không đọc được.',
      'Kiểm tra lại đường dẫn và quyền đọc tệp.',
    ],
    [
      'File not found',
      'The file named does not exist or cannot be read.',
      'Check its path and your permission to read it.',
    ],
  ),
  FILE_TOO_LARGE: texts(
    [
      'Tệp quá lớn',
      'Tệp lớn hơn 100 MB nên không được nhận.',
      'Giảm dung lượng (ví dụ quét lại ở 200 dpi) hoặc tách thành nhiều tệp.',
    ],
    [
      'The file is too large',
      'The file is over 100 MB and is not taken.',
      'Make it smaller (scan at 200 dpi) or split it.',
    ],
  ),
  FILE_EMPTY: texts(
    ['Tệp rỗng', 'Tệp không có nội dung.', 'Chọn lại tệp đúng.'],
    ['The file is empty', 'The file has no content.', 'Choose the right file.'],
  ),
  PDF_BROKEN: texts(
    [
      'Tệp PDF bị hỏng',
      'Không đọc được cấu trúc của tệp PDF.',
      'Mở và lưu lại tệp bằng phần mềm đọc PDF, rồi chọn lại.',
    ],
    [
      'The PDF is broken',
      'The structure of the PDF cannot be read.',
      'Open and save it again in a PDF program, then choose it again.',
    ],
  ),
  PDF_ENCRYPTED: texts(
    [
      'Tệp PDF có mật khẩu',
      'Tệp PDF được mã hóa hoặc đặt mật khẩu nên không ký được.',
      'Bỏ mật khẩu của tệp PDF rồi chọn lại.',
    ],
    [
      'The PDF is encrypted',
      'The PDF is encrypted or has a password and cannot be signed.',
      'Remove the password and choose it again.',
    ],
  ),
  PDF_CHANGES_FORBIDDEN: texts(
    [
      'Tệp PDF không cho phép ký thêm',
      'Người ký trước đã chứng nhận tệp này và cấm mọi thay đổi, kể cả thêm chữ ký.',
      'Xin bản PDF chưa bị khóa từ người lập.',
    ],
    [
      'The PDF forbids further signatures',
      'An earlier signer certified this file with no changes allowed, not even signatures.',
      'Ask its author for a copy that is not locked.',
    ],
  ),
  XML_BROKEN: texts(
    ['Tệp XML bị hỏng', 'Tệp XML không đúng cấu trúc.', 'Xuất lại tệp từ phần mềm đã tạo ra nó.'],
    ['The XML is broken', 'The XML is not well-formed.', 'Export it again from the program that made it.'],
  ),
  XML_DTD_FORBIDDEN: texts(
    [
      'Tệp XML chứa khai báo không an toàn',
      'Tệp XML có DTD hoặc thực thể (ENTITY), có thể bị lợi dụng để tấn công nên không được nhận.',
      'Xuất lại tệp không có khai báo DOCTYPE.',
    ],
    [
      'The XML holds an unsafe declaration',
      'The XML has a DTD or entities, which can be used for attacks, so it is refused.',
      'Export it again without a DOCTYPE.',
    ],
  ),
  XML_TOO_COMPLEX: texts(
    ['Tệp XML quá phức tạp', 'Tệp XML lồng quá sâu hoặc quá nhiều phần tử.', 'Kiểm tra lại tệp nguồn.'],
    [
      'The XML is too complex',
      'The XML nests too deeply or has too many elements.',
      'Check the source file.',
    ],
  ),
  CONTENT_MISSING: texts(
    [
      'Thiếu tệp gốc để kiểm tra',
      'Chữ ký tách rời cần tệp gốc đi kèm mới kiểm tra được.',
      'Chỉ ra tệp gốc bằng --content.',
    ],
    [
      'The signed content is missing',
      'A detached signature needs its original file to be verified.',
      'Name it with --content.',
    ],
  ),
  SIGNATURE_MISSING: texts(
    ['Tệp không có chữ ký', 'Không tìm thấy chữ ký số nào trong tệp.', 'Kiểm tra đã chọn đúng tệp đã ký.'],
    [
      'The file carries no signature',
      'No digital signature was found in the file.',
      'Check that you chose the signed file.',
    ],
  ),
  SIGNATURE_INVALID: texts(
    [
      'Chữ ký không hợp lệ',
      'Nội dung đã bị sửa sau khi ký, hoặc chữ ký bị hỏng.',
      'Không dùng tệp này. Xin lại bản gốc từ người ký.',
    ],
    [
      'The signature is invalid',
      'The content was changed after signing, or the signature is damaged.',
      'Do not use this file. Ask the signer for the original.',
    ],
  ),
  SIGNATURE_INDETERMINATE: texts(
    [
      'Chưa kết luận được về chữ ký',
      'Thiếu thông tin để kết luận chữ ký hợp lệ, nên không được coi là hợp lệ.',
      'Xem chi tiết từng chữ ký; bổ sung chứng thư gốc tin cậy rồi kiểm tra lại.',
    ],
    [
      'The signature could not be judged',
      'Information is missing, so the signature is not taken as valid.',
      'See each signature’s details; add the trusted roots and verify again.',
    ],
  ),
  LEVEL_UNSUPPORTED: texts(
    [
      'Chưa hỗ trợ mức chữ ký này',
      'Phiên bản này chỉ tạo chữ ký mức B; chưa gắn dấu thời gian và dữ liệu kiểm tra dài hạn.',
      'Dùng --level B.',
    ],
    [
      'This signature level is not supported yet',
      'This version makes level B signatures only; time-stamps and long-term data are not added.',
      'Use --level B.',
    ],
  ),
  DOCUMENT_CHANGED: texts(
    [
      'Tài liệu đã thay đổi so với bản đã xem',
      'Tài liệu được ký không trùng từng byte với bản đã hiển thị.',
      'Mở lại hồ sơ, xem lại tài liệu rồi ký.',
    ],
    [
      'The document differs from the one shown',
      'The document to sign is not byte for byte the one that was shown.',
      'Open the dossier again, look at the document, then sign.',
    ],
  ),
} as const;
