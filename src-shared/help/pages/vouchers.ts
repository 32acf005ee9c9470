import type { Language } from '../../contract/errors.ts';
import { help, type HelpText } from '../help-text.ts';

/** Pages about writing, bringing in, signing and summing vouchers. */
export const voucherTopics = [
  'payees',
  'templates',
  'numbering',
  'import-export',
  'batch-signing',
  'reports',
] as const;
export type VoucherTopic = (typeof voucherTopics)[number];

export const voucherTopicTitles: Readonly<Record<VoucherTopic, Readonly<Record<Language, string>>>> = {
  payees: { vi: 'Sổ đơn vị nhận tiền', en: 'The payee book' },
  templates: { vi: 'Mẫu chứng từ và chép chứng từ cũ', en: 'Templates and copies of earlier vouchers' },
  numbering: { vi: 'Đánh số chứng từ', en: 'Numbering vouchers' },
  'import-export': { vi: 'Nhập và xuất chứng từ', en: 'Import and export vouchers' },
  'batch-signing': { vi: 'Ký nhiều hồ sơ một lần', en: 'Sign many dossiers at once' },
  reports: { vi: 'Báo cáo tổng hợp chứng từ', en: 'Reports on vouchers' },
};

export const voucherTopicHelp: Readonly<Record<VoucherTopic, HelpText>> = {
  payees: help(
    {
      meaning:
        'Sổ gồm các đơn vị bạn đã lưu và các đơn vị có trên chứng từ của kho này; cùng số tài khoản tại cùng ngân hàng chỉ hiện một dòng. “Dùng … lần” đếm chứng từ đã rời bàn kế toán. Đơn vị chỉ có trên bản nháp đứng cuối, với 0 lần; đơn vị trên hồ sơ bị trả lại hoặc từ chối không được gợi ý. Sổ nằm trong kho mã hóa trên máy này.',
      steps: [
        'Gõ vài chữ của tên, mã số thuế, số tài khoản hoặc ngân hàng vào ô tên đơn vị nhận tiền, có dấu hay không dấu.',
        'Chọn một dòng gợi ý bằng mũi tên và Enter: tên, mã số thuế, số tài khoản và ngân hàng được điền cùng lúc.',
        'Bấm “Lưu vào sổ” để giữ một đơn vị; sửa hoặc xóa trong “Sổ đơn vị nhận tiền”.',
        'Khi có cảnh báo “số tài khoản khác lần trước”, gọi bên nhận theo số điện thoại bạn đã biết từ trước để xác nhận.',
      ],
      stop: 'Không đổi số tài khoản chỉ vì một thư hoặc tin nhắn yêu cầu: đó là cách lừa đảo thường gặp nhất.',
    },
    {
      meaning:
        'The book holds payees that you saved and those on vouchers of this store; one account at one bank is one row. The count tells vouchers that have left the accountant’s desk. Payees that stand on drafts alone come last, with a count of 0; those of returned or rejected dossiers are not offered. The book lies in the encrypted store of this machine.',
      steps: [
        'Type a few letters of name, tax code, account or bank into the field of the payee’s name, with accents or without.',
        'Choose a suggestion with the arrows and Enter: name, tax code, account and bank are filled in together.',
        'Choose “Save in the book” to keep a payee; change or delete it in “Payee book”.',
        'When you are warned that the account differs from last time, call the payee on a number that you knew before.',
      ],
      stop: 'Change no account because a letter or message asks for it: that is the commonest fraud.',
    },
    ['unit'],
  ),
  templates: help(
    {
      meaning:
        'Mẫu là một chứng từ giữ lại để lập chứng từ khác: mọi nội dung trừ số và ngày. Chép từ chứng từ cũ thì lấy nội dung của một chứng từ đã lập. Cả hai đều làm được khi mất mạng.',
      steps: [
        'Mở một chứng từ đã điền và bấm “Lưu làm mẫu”, rồi đặt tên dễ nhớ.',
        'Khi thêm chứng từ hoặc lập hồ sơ mới, gõ tên mẫu, số chứng từ, đơn vị nhận hoặc nội dung để tìm.',
        'Chọn mẫu hoặc chứng từ cũ bằng Enter, rồi điền số, ngày và sửa số tiền.',
        'Lưu lại dưới cùng tên để thay mẫu; bấm “Xóa mẫu” để bỏ.',
      ],
    },
    {
      meaning:
        'A template is a voucher that is kept to begin others from: all of it but number and date. A copy takes the content of a voucher that was written before. Both work without a line.',
      steps: [
        'Open a voucher that is filled in, choose “Save as template” and give it a name.',
        'When you add a voucher or begin a dossier, type the template’s name, a number, a payee or a description.',
        'Choose the template or the earlier voucher with Enter, then fill in number and date and mend the amounts.',
        'Save under the same name to replace a template; choose “Delete template” to remove it.',
      ],
    },
    ['unit'],
  ),
  numbering: help(
    {
      meaning:
        'Chương trình gợi ý số tiếp theo của cùng loại mẫu trong năm: 0041 rồi 0042, UNC-009 rồi UNC-010, 12/2026 rồi 13/2026. Tiền tố, hậu tố và số chữ số được giữ. Số của hồ sơ bị từ chối vẫn được tính là đã dùng. Chương trình không tự đổi số bạn đã gõ.',
      steps: [
        'Gõ số đầu tiên của năm theo cách của đơn vị; các số sau được gợi ý theo cách đó.',
        'Ở ô số chứng từ còn trống, lấy số gợi ý bằng mũi tên xuống rồi Enter, hoặc gõ số khác.',
        'Khi hai kế toán cùng lập lúc mất mạng, kiểm tra số sau khi có mạng: hai máy có thể đã dùng cùng một số.',
      ],
    },
    {
      meaning:
        'The program offers the next number of the same form in the year: 0042 after 0041, UNC-010 after UNC-009, 13/2026 after 12/2026. What stands before and after it and its width are kept. Numbers of rejected dossiers count as used. A number that you typed is never changed.',
      steps: [
        'Type the year’s first number in your unit’s own way; the next ones are offered in that way.',
        'In an empty number field take the suggestion with the down arrow and Enter, or type another.',
        'When two accountants wrote without a line, check the numbers afterwards: both machines may have used the same one.',
      ],
    },
    ['unit'],
  ),
  'import-export': help(
    {
      meaning:
        'Nhập nhận tệp zip của phần mềm kế toán (mỗi chứng từ một tệp XML), Excel .xlsx và CSV. Tệp được đọc như dữ liệu, không có gì trong tệp được chạy. Trước khi lấy, bạn thấy chứng từ nào sẵn sàng, chứng từ nào cần sửa, tệp nào bị từ chối và vì sao. Xuất ghi ra xlsx, CSV, zip hoặc PDF.',
      steps: [
        'Bấm “Nhập chứng từ” ở danh sách hồ sơ, hoặc kéo tệp thả vào danh sách.',
        'Xem từng dòng: chỗ sai được nêu bằng tên tệp, trang và ô; sửa trong phần mềm kế toán hoặc Excel rồi nhập lại tệp đó.',
        'Với Excel, tải tệp mẫu của từng loại chứng từ để có đúng tên cột; giữ số 0 đứng đầu của mã bằng định dạng văn bản.',
        'Chọn chứng từ cần lấy và số chứng từ mỗi hồ sơ rồi xác nhận; mọi hồ sơ được lập cùng lúc hoặc không hồ sơ nào.',
        'Để xuất, chọn hồ sơ, chọn dạng tệp và nơi lưu.',
      ],
      stop: 'Không bỏ mật khẩu hay bật macro của tệp lạ để nhập cho được: hỏi người gửi tệp trước.',
    },
    {
      meaning:
        'Import takes the zip of accounting software (one XML file a voucher), Excel .xlsx and CSV. Files are read as data, and nothing in them is run. Before anything is taken you see which vouchers are ready, which need mending, which files are refused and why. Export writes xlsx, CSV, zip or PDF.',
      steps: [
        'Choose “Import vouchers” in the list of dossiers, or drop the files on the list.',
        'Read each row: what is wrong is named by file, sheet and cell; mend it in the accounting software or in Excel and import that file again.',
        'For Excel get the template of each form, which has the right columns; keep the leading zeros of codes by the text format.',
        'Choose which vouchers to take and how many go into a dossier, then confirm; all dossiers are made in one go, or none.',
        'To export, choose the dossiers, the kind of file and where to save it.',
      ],
      stop: 'Take no password off a stranger’s file and enable no macros to get it in: ask who sent it first.',
    },
    ['unit', 'it'],
  ),
  'batch-signing': help(
    {
      meaning:
        'Người ký chọn nhiều hồ sơ và ký tất cả với một lần nhập mã PIN. Chữ ký nào đã làm xong được giữ trên máy cho tới khi máy chủ nhận: rút token, mất mạng hay tắt máy không làm chứng từ nào bị ký hai lần.',
      steps: [
        'Trong danh sách, đánh dấu các hồ sơ đang chờ bạn bằng phím cách, rồi bấm nút ký.',
        'Duyệt bảng chứng từ và tổng số tiền; mở bản in của những dòng mới hoặc đã đổi so với lần bạn xem trước.',
        'Bỏ chọn chứng từ chưa muốn ký; chọn chứng thư số rồi nhập mã PIN một lần.',
        'Muốn dừng thì bấm hủy: chương trình dừng sau chữ ký đang làm.',
        'Khi token bị rút, cắm lại rồi bấm tiếp tục; chỉ phần còn lại được ký.',
        'Xem kết quả từng chứng từ, và ký tiếp phần chưa được.',
      ],
      stop: 'Không ký khi chưa xem: chữ ký của bạn có giá trị với đúng những gì bản in ghi.',
    },
    {
      meaning:
        'A signer chooses many dossiers and signs all with one PIN. A signature that is made is kept on this machine until the server has it: pulling the token out, losing the line or switching off makes nobody sign a voucher twice.',
      steps: [
        'In the list mark the dossiers that wait for you with the space bar, then choose the button to sign.',
        'Go through the table of vouchers and its total; open the printed form of what is new or has changed since you saw it.',
        'Untick what you do not want to sign yet; choose the certificate and enter the PIN once.',
        'To stop, choose cancel: the program stops after the signature that is being made.',
        'When the token was pulled out, plug it in again and choose to go on; only the rest is signed.',
        'Read the outcome of each voucher, and sign what is left.',
      ],
      stop: 'Sign nothing that you have not looked at: your signature stands for what the printed form says.',
    },
    ['unit', 'ca'],
  ),
  reports: help(
    {
      meaning:
        'Báo cáo cộng mọi chứng từ có trên máy này, gồm bản nháp và hồ sơ của đơn vị, theo tài khoản, mã NDKT, tháng hoặc trạng thái. Tháng lấy theo ngày chứng từ; chứng từ chưa có ngày không được tính. Danh sách thụ hưởng (mẫu 20) không được tính vì lặp lại số tiền của chứng từ kèm theo. Số tiền chính xác đến từng đồng.',
      steps: [
        'Mở “Báo cáo”, chọn cách cộng và khoảng tháng; lọc theo tài khoản hoặc trạng thái khi cần.',
        'Chỉ xem số KBNN đã nhận: lọc trạng thái “KBNN đã tiếp nhận”.',
        'Khi cộng theo mã NDKT, một chứng từ có hai mã được đếm ở cả hai dòng và một lần ở dòng tổng cộng.',
        'Khi mất mạng, xem dòng cho biết số liệu đồng bộ lần cuối lúc nào.',
        'Xuất ra xlsx, CSV hoặc PDF để lưu hoặc in.',
      ],
    },
    {
      meaning:
        'A report sums all vouchers on this machine, drafts and dossiers of the unit, by account, NDKT, month or status. The month is that of the voucher’s date; vouchers without a date are left out. Lists of beneficiaries (form 20) are left out, for they repeat the amount of their voucher. Amounts are exact to the last dong.',
      steps: [
        'Open “Reports”, choose what to sum by and the months; filter by account or status where needed.',
        'To see only what the Treasury has accepted, filter by that status.',
        'By NDKT a voucher with two codes counts in both rows, and once in the total.',
        'Without a line read the note that tells when the figures were last synchronised.',
        'Export it as xlsx, CSV or PDF to keep or print it.',
      ],
    },
    ['unit'],
  ),
};
