import { texts } from './text.ts';

/** Failures of import from and export to other programs. */
export const transferFailures = {
  IMPORT_KIND_UNKNOWN: texts(
    [
      'Không nhận ra loại tệp',
      'Chỉ nhập được tệp zip của phần mềm kế toán, tệp XML trong đó, Excel (.xlsx) và CSV.',
      'Xuất lại từ phần mềm kế toán, hoặc lưu bảng thành .xlsx rồi chọn lại.',
    ],
    [
      'The kind of file is not known',
      'Zip files of accounting software, the XML in them, Excel (.xlsx) and CSV can be imported.',
      'Export it again from the accounting software, or save the table as .xlsx and choose it again.',
    ],
  ),
  IMPORT_OLD_EXCEL: texts(
    [
      'Tệp Excel kiểu cũ',
      'Tệp .xls, .xlsb và .ods không được nhận.',
      'Mở tệp bằng Excel, chọn “Lưu thành” → “Excel Workbook (.xlsx)”, rồi chọn tệp mới.',
    ],
    [
      'An old kind of Excel file',
      '.xls, .xlsb and .ods files are not taken.',
      'Open it in Excel, choose “Save As” → “Excel Workbook (.xlsx)”, then choose the new file.',
    ],
  ),
  IMPORT_MACROS: texts(
    [
      'Tệp Excel có macro',
      'Tệp chứa macro (mã lệnh chạy được) nên không được nhận.',
      'Mở tệp bằng Excel, “Lưu thành” → “Excel Workbook (.xlsx)” để bỏ macro, rồi chọn tệp mới.',
    ],
    [
      'The workbook has macros',
      'The file holds macros (code that can run) and is not taken.',
      'Save it in Excel as “Excel Workbook (.xlsx)”, which leaves the macros out, then choose the new file.',
    ],
  ),
  IMPORT_PASSWORD: texts(
    [
      'Tệp có mật khẩu',
      'Tệp được đặt mật khẩu hoặc mã hóa nên không đọc được.',
      'Bỏ mật khẩu của tệp rồi chọn lại.',
    ],
    [
      'The file has a password',
      'The file is encrypted or has a password and cannot be read.',
      'Remove the password and choose it again.',
    ],
  ),
  IMPORT_FILE_BROKEN: texts(
    [
      'Tệp bị hỏng',
      'Cấu trúc của tệp không đúng nên không đọc được gì từ tệp này.',
      'Xuất hoặc lưu lại tệp từ chương trình đã tạo ra nó, rồi chọn lại.',
    ],
    [
      'The file is broken',
      'The structure of the file is wrong; nothing was read from it.',
      'Export or save it again from the program that made it, then choose it again.',
    ],
  ),
  IMPORT_TOO_MUCH: texts(
    [
      'Tệp quá lớn để nhập một lần',
      'Số tệp, số dòng hoặc dung lượng vượt quá mức cho một lần nhập.',
      'Chia thành nhiều tệp nhỏ hơn (mỗi lần tối đa 1.000 chứng từ, mỗi chứng từ 10.000 dòng).',
    ],
    [
      'Too much for one import',
      'Files, rows or size are beyond what one import takes.',
      'Split it into smaller files (1,000 vouchers an import, 10,000 lines a voucher).',
    ],
  ),
  IMPORT_OVERRUN: texts(
    [
      'Đọc tệp quá lâu hoặc tốn quá nhiều bộ nhớ',
      'Việc đọc tệp đã bị dừng để không làm treo máy. Không có gì được nhập.',
      'Bỏ các trang và dòng thừa trong tệp, hoặc chia nhỏ tệp, rồi nhập lại.',
    ],
    [
      'The file takes too long or too much memory',
      'Reading was stopped so that the machine is not held up. Nothing was imported.',
      'Remove sheets and rows that are not needed, or split the file, then import again.',
    ],
  ),
  IMPORT_EXPIRED: texts(
    [
      'Bản xem trước không còn',
      'Bản xem trước đã được nhập, đã bị hủy hoặc đã quá một giờ.',
      'Chọn lại tệp để nhập.',
    ],
    [
      'The preview is gone',
      'It was taken, discarded, or is more than an hour old.',
      'Choose the files again.',
    ],
  ),
  IMPORT_ROW_REFUSED: texts(
    [
      'Có dòng không nhập được',
      'Trong các dòng đã chọn có dòng bị từ chối hoặc không thuộc lần nhập này. Chưa có gì được nhập.',
      'Bỏ chọn dòng bị từ chối rồi nhập lại.',
    ],
    [
      'A chosen row cannot be taken',
      'Among the chosen rows is one that was refused or is not of this import. Nothing was taken.',
      'Leave the refused rows out and take the others.',
    ],
  ),
  IMPORT_UNIT_OTHER: texts(
    [
      'Chứng từ của đơn vị khác',
      'Mã ĐVQHNS trong tệp không phải của đơn vị bạn nên không được nhập.',
      'Kiểm tra lại tệp; nếu đúng là chứng từ của đơn vị, sửa mã ĐVQHNS trong phần mềm kế toán rồi xuất lại.',
    ],
    [
      'A voucher of another unit',
      'The unit code in the file is not your unit’s, so it is not taken.',
      'Check the file; if the voucher is yours, correct the unit code in the accounting software and export again.',
    ],
  ),
  IMPORT_NOTHING: texts(
    [
      'Tệp không có chứng từ',
      'Không tìm thấy chứng từ nào trong tệp.',
      'Kiểm tra đã chọn đúng tệp; có thể tải tệp mẫu của từng mẫu chứng từ để điền.',
    ],
    [
      'No voucher in the file',
      'No voucher was found in the file.',
      'Check that it is the right file; a template of each form can be downloaded and filled in.',
    ],
  ),
  ZIP_BOMB: texts(
    [
      'Tệp nén không an toàn',
      'Tệp nén phình ra quá lớn, chồng lấn hoặc khai sai kích thước (bom nén) nên bị từ chối trước khi giải nén.',
      'Không mở tệp này. Xuất lại từ phần mềm kế toán.',
    ],
    [
      'The archive is unsafe',
      'It would expand enormously, overlaps itself or lies about sizes (a zip bomb); it was refused before unpacking.',
      'Do not open this file. Export it again from the accounting software.',
    ],
  ),
  ZIP_NAME_UNSAFE: texts(
    [
      'Tên tệp trong gói nén không an toàn',
      'Tên tệp chỉ ra ngoài thư mục hoặc có ký tự điều khiển, hoặc hai tệp trùng tên, nên không đọc tệp đó.',
      'Đổi tên tệp rồi nén lại, hoặc xuất lại từ phần mềm kế toán.',
    ],
    [
      'An unsafe name in the archive',
      'The name points outside the folder, holds control characters, or two files share it; the file is not read.',
      'Rename the file and pack it again, or export it again.',
    ],
  ),
  ZIP_NESTED: texts(
    [
      'Tệp nén trong tệp nén',
      'Gói zip chứa một tệp nén khác; tệp nén lồng nhau không được mở.',
      'Giải nén tệp bên trong rồi chọn trực tiếp tệp đó.',
    ],
    [
      'An archive inside an archive',
      'The zip holds another archive; nested archives are not opened.',
      'Unpack the inner one and choose it directly.',
    ],
  ),
  SOFTWARE_XML_CLASS: texts(
    [
      'Tệp XML gọi lớp lạ',
      'Tệp có lớp đối tượng ngoài danh sách cho phép, có thể là mã độc. Không có gì trong tệp được thực thi.',
      'Không dùng tệp này. Xuất lại từ phần mềm kế toán; nếu vẫn vậy, báo nhà cung cấp phần mềm.',
    ],
    [
      'The XML names a foreign class',
      'The file names a class that is not allowed and may be an attack. Nothing in it was executed.',
      'Do not use it. Export it again; if it repeats, tell the maker of the accounting software.',
    ],
  ),
  SOFTWARE_XML_CALL: texts(
    [
      'Tệp XML có lệnh lạ',
      'Tệp có lời gọi hàm hoặc phần tử ngoài cấu trúc cho phép, có thể là mã độc. Không có gì được thực thi.',
      'Không dùng tệp này. Xuất lại từ phần mềm kế toán; nếu vẫn vậy, báo nhà cung cấp phần mềm.',
    ],
    [
      'The XML holds a foreign call',
      'The file holds a method call or an element that is not allowed and may be an attack. Nothing was executed.',
      'Do not use it. Export it again; if it repeats, tell the maker of the accounting software.',
    ],
  ),
  SOFTWARE_XML_PROPERTY: texts(
    [
      'Tệp XML có mục không biết',
      'Tệp có một thuộc tính ngoài danh sách cho phép, hoặc một thuộc tính ghi hai lần.',
      'Xem tên thuộc tính ở phần “Chi tiết”; báo bộ phận hỗ trợ nếu phần mềm kế toán của bạn ghi mục này.',
    ],
    [
      'The XML has an unknown property',
      'The file has a property that is not on the list, or one twice.',
      'See its name under “Details”; tell support if your accounting software writes it.',
    ],
  ),
  SOFTWARE_XML_VALUE: texts(
    [
      'Tệp XML có giá trị sai kiểu',
      'Một giá trị trong tệp không đúng kiểu (ngày, số tiền, độ dài), nên chứng từ không được đọc.',
      'Xem mục nào ở phần “Chi tiết”, sửa trong phần mềm kế toán rồi xuất lại.',
    ],
    [
      'The XML holds a wrong value',
      'A value in the file is of the wrong kind (date, amount, length); the voucher was not read.',
      'See which under “Details”, correct it in the accounting software and export again.',
    ],
  ),
  IMPORT_FORM_UNKNOWN: texts(
    [
      'Mẫu chứng từ không nhận ra',
      'Mẫu chứng từ trong tệp không có trong danh sách, hoặc tên tệp và nội dung nói hai mẫu khác nhau.',
      'Mẫu 13, 18 và 20 nhập bằng Excel hoặc CSV; các mẫu khác xuất lại từ phần mềm kế toán.',
    ],
    [
      'The form is not known',
      'The form in the file is not on the list, or its name and content say two different forms.',
      'Import forms 13, 18 and 20 from Excel or CSV; export the others again.',
    ],
  ),
  IMPORT_COLUMN_UNKNOWN: texts(
    [
      'Cột không nhận ra',
      'Bảng thiếu cột bắt buộc, có hai cột cùng tên, hoặc không tìm thấy dòng tiêu đề của mẫu chứng từ nào.',
      'Tải tệp mẫu của mẫu chứng từ, dùng đúng tên cột trong đó, rồi nhập lại.',
    ],
    [
      'The columns are not understood',
      'A needed column is missing, two have one name, or no heading row of a form was found.',
      'Download the form’s template, use its column names, and import again.',
    ],
  ),
  IMPORT_CELL_UNREADABLE: texts(
    [
      'Ô không đọc được',
      'Một số ô có giá trị không đúng kiểu: số tiền âm, lẻ đồng hoặc không phải số; ngày không có thật; ô báo lỗi.',
      'Xem địa chỉ ô ở phần “Chi tiết”, sửa các ô đó rồi nhập lại.',
    ],
    [
      'Cells cannot be read',
      'Some cells hold the wrong kind of value: a negative or fractional amount, no number, no real date, or an error.',
      'See the cells under “Details”, correct them and import again.',
    ],
  ),
  IMPORT_CELL_MERGED: texts(
    [
      'Ô bị trộn (merge)',
      'Bảng có ô bị trộn trong các dòng chứng từ nên không biết giá trị thuộc dòng nào.',
      'Bỏ trộn ô (Unmerge Cells) ở địa chỉ trong phần “Chi tiết”, điền đủ từng dòng rồi nhập lại.',
    ],
    [
      'Merged cells',
      'Cells are merged among the voucher’s rows, so it is not clear which row a value belongs to.',
      'Unmerge the cells named under “Details”, fill in each row, and import again.',
    ],
  ),
  IMPORT_HEADER_DIFFERS: texts(
    [
      'Các dòng của một chứng từ không khớp nhau',
      'Những dòng cùng số chứng từ phải có cùng ngày, đơn vị nhận tiền và các thông tin chung khác.',
      'Xem địa chỉ ô ở phần “Chi tiết”; sửa cho giống dòng đầu, hoặc đặt số chứng từ khác.',
    ],
    [
      'Rows of one voucher differ',
      'Rows with one voucher number must agree in date, payee and everything else that is the voucher’s.',
      'See the cells under “Details”; make them equal to the first row, or give another number.',
    ],
  ),
  IMPORT_TOTAL_MISMATCH: texts(
    [
      'Dòng cộng không khớp',
      'Dòng “Cộng” hoặc “Tổng cộng” của bảng không bằng tổng các dòng chứng từ phía trên: có thể thiếu dòng hoặc sai số tiền.',
      'Đối chiếu dòng cộng và các dòng của bảng (số liệu ở phần “Chi tiết”), sửa tệp rồi nhập lại.',
    ],
    [
      'A sum does not match',
      'A row of sums in the table is not what the vouchers above it add up to: a row may be missing or an amount wrong.',
      'Compare the sum with the rows (see “Details”), correct the file and import again.',
    ],
  ),
  EXPORT_NO_SOFTWARE_FORM: texts(
    [
      'Mẫu này không xuất được ra zip kế toán',
      'Định dạng zip của phần mềm kế toán không có mẫu 13, 18 và 20.',
      'Chọn xuất Excel, CSV hoặc PDF.',
    ],
    [
      'This form cannot be exported as an accounting zip',
      'The zip format of accounting software has no forms 13, 18 and 20.',
      'Export as Excel, CSV or PDF.',
    ],
  ),
} as const;
