import type { tokenFailures } from '../../contract/errors/token.ts';
import { help, type HelpTexts } from '../help-text.ts';

/** Drivers (PKCS#11 modules) and the smart-card service. */
export const moduleHelp: HelpTexts<keyof typeof tokenFailures> = {
  MODULE_NOT_FOUND: help(
    {
      meaning:
        'Chương trình tìm tệp thư viện PKCS#11 ở đúng chỗ được chỉ định mà không có. Trình điều khiển chưa cài, đã bị gỡ, hoặc đường dẫn sai.',
      steps: [
        'Xem đường dẫn ở phần “Chi tiết”.',
        'Cài lại trình điều khiển của nhà cung cấp token.',
        'Nếu tệp nằm ở chỗ khác, thêm lại bằng nút “Thêm trình điều khiển” hoặc bằng --module.',
      ],
    },
    {
      meaning:
        'The PKCS#11 library is not where it was said to be. The driver is not installed, was removed, or the path is wrong.',
      steps: [
        'Read the path under “Details”.',
        'Reinstall the token vendor’s driver.',
        'If the file lies elsewhere, add it again with “Add a driver” or with --module.',
      ],
    },
    ['it', 'ca'],
  ),
  MODULE_LOAD_FAILED: help(
    {
      meaning:
        'Tệp thư viện có trên máy nhưng hệ điều hành hoặc chính thư viện từ chối khởi động. Các token dùng trình điều khiển khác vẫn làm việc bình thường.',
      steps: [
        'Xem lý do ở phần “Chi tiết”.',
        'Gỡ trình điều khiển, khởi động lại máy, rồi cài lại bản 64 bit mới nhất của nhà cung cấp.',
        'Kiểm tra phần mềm diệt virus có chặn tệp đó không.',
        'Nếu vẫn không nạp được, lập tệp chẩn đoán và gửi cho nhà cung cấp.',
      ],
    },
    {
      meaning:
        'The library is here, but the operating system or the library itself refuses to start. Tokens of other drivers work as ever.',
      steps: [
        'Read the reason under “Details”.',
        'Uninstall the driver, restart the computer and install the vendor’s newest 64-bit version.',
        'See whether a virus scanner blocks the file.',
        'If it still does not load, make the bundle and send it to the vendor.',
      ],
    },
    ['it', 'ca'],
  ),
  MODULE_WRONG_BITNESS: help(
    {
      meaning:
        'Chương trình 64 bit chỉ nạp được thư viện 64 bit. Tệp này được làm cho kiến trúc khác; điều đó đọc từ phần đầu của tệp, không phải đoán.',
      steps: [
        'Xem kiến trúc của tệp và của chương trình ở phần “Chi tiết”.',
        'Cài bản 64 bit của trình điều khiển; trên Windows tệp 64 bit nằm trong System32, tệp 32 bit nằm trong SysWOW64.',
        'Nếu nhà cung cấp chỉ có bản 32 bit, hỏi họ bản mới hoặc đổi token.',
      ],
    },
    {
      meaning:
        'A 64-bit program loads 64-bit libraries only. This file was built for another architecture; that is read from the file’s header and not guessed.',
      steps: [
        'Read the architectures of the file and of the program under “Details”.',
        'Install the driver’s 64-bit version; on Windows 64-bit files are in System32 and 32-bit ones in SysWOW64.',
        'If the vendor has a 32-bit version only, ask for a newer one or for another token.',
      ],
    },
    ['it', 'ca'],
  ),
  MODULE_DEPENDENCY_MISSING: help(
    {
      meaning:
        'Thư viện của token gọi tới một thư viện khác (ví dụ Visual C++ Redistributable, libpcsclite) mà máy không có, nên hệ điều hành không nạp được cả hai.',
      steps: [
        'Xem tên thư viện bị thiếu ở phần “Chi tiết”.',
        'Cài lại trọn bộ trình điều khiển của nhà cung cấp, không chỉ chép một tệp.',
        'Trên Windows, cài Visual C++ Redistributable (x64) của Microsoft; trên Linux, cài gói chứa thư viện bị thiếu, thường là libpcsclite1.',
        'Bấm “Tìm lại”.',
      ],
    },
    {
      meaning:
        'The token’s library calls another library (for example the Visual C++ Redistributable, libpcsclite) that is not here, so the system can load neither.',
      steps: [
        'Read the name of the missing library under “Details”.',
        'Reinstall the vendor’s whole driver package instead of copying a single file.',
        'On Windows install Microsoft’s Visual C++ Redistributable (x64); on Linux install the package with the missing library, usually libpcsclite1.',
        'Choose “Search again”.',
      ],
    },
    ['it', 'ca'],
  ),
  MODULE_NOT_PKCS11: help(
    {
      meaning:
        'Tệp được chọn là một thư viện khác, một bộ cài, hay trình quản lý token, không phải thư viện PKCS#11.',
      steps: [
        'Xem trong thư mục cài đặt của nhà cung cấp tệp có tên kết thúc bằng _csp11, _p11 hoặc pkcs11.',
        'Thêm tệp đó bằng nút “Thêm trình điều khiển”.',
        'Không rõ tệp nào: hỏi nhà cung cấp “tệp thư viện PKCS#11” của loại token này.',
      ],
    },
    {
      meaning: 'The file chosen is another library, an installer or a token manager, and no PKCS#11 module.',
      steps: [
        'Look in the vendor’s folder for a file whose name ends in _csp11, _p11 or pkcs11.',
        'Add that file with “Add a driver”.',
        'If it is not clear which, ask the vendor for this token’s “PKCS#11 library”.',
      ],
    },
    ['ca', 'it'],
  ),
  MODULE_UNSAFE_PLACE: help(
    {
      meaning:
        'Trình điều khiển chạy với quyền của bạn và được nhận mã PIN. Nếu người khác thay được tệp đó thì họ lấy được mã PIN, nên chương trình không nạp tệp ở chỗ ai cũng ghi được hay trên máy khác.',
      steps: [
        'Xem chỗ đặt và lý do ở phần “Chi tiết”.',
        'Chạy bộ cài của nhà cung cấp bằng quyền quản trị để trình điều khiển nằm trong thư mục hệ thống.',
        'Thêm lại bằng đường dẫn đầy đủ tới tệp trong thư mục đó.',
      ],
      stop: 'Không nới quyền của thư mục hệ thống và không dùng tệp người khác gửi qua thư hay Zalo.',
    },
    {
      meaning:
        'A driver runs with your rights and is given the PIN. Whoever can replace the file can take the PIN, so nothing is loaded from places that everybody may write to, or from another machine.',
      steps: [
        'Read the place and the reason under “Details”.',
        'Run the vendor’s installer as administrator, so that the driver lies in a system folder.',
        'Add it again by the full path of the file in that folder.',
      ],
      stop: 'Do not loosen the rights of system folders, and use no file that was sent by mail or chat.',
    },
    ['it', 'ca'],
  ),
  MODULE_TIMEOUT: help(
    {
      meaning:
        'Trình điều khiển nhận một lời gọi rồi không trở về. Nó chạy trong tiến trình riêng nên đã được dừng riêng; cửa sổ, hồ sơ và các token khác không bị ảnh hưởng.',
      steps: [
        'Rút token, chờ vài giây, cắm lại rồi bấm “Tìm lại”.',
        'Đóng các phần mềm khác dùng token: nhiều trình điều khiển treo khi hai chương trình cùng gọi.',
        'Cập nhật trình điều khiển của nhà cung cấp.',
        'Nếu còn treo, bật “Theo dõi PKCS#11”, làm lại một lần: dòng cuối cùng cho biết lời gọi nào không trở về.',
        'Lập tệp chẩn đoán và gửi cho nhà cung cấp hoặc Kho bạc.',
      ],
    },
    {
      meaning:
        'The driver took a call and never came back. It runs in a process of its own, so it alone was stopped; the window, the dossiers and other tokens are unharmed.',
      steps: [
        'Unplug the token, wait a few seconds, plug it in and choose “Search again”.',
        'Close other programs that use the token: many drivers hang when two programs call them.',
        'Update the vendor’s driver.',
        'If it still hangs, switch the PKCS#11 trace on and repeat it once: the last row names the call that did not return.',
        'Make the bundle and send it to the vendor or the Treasury.',
      ],
    },
    ['ca', 'it'],
  ),
  MODULE_CRASHED: help(
    {
      meaning:
        'Trình điều khiển làm sập tiến trình của chính nó. Chương trình khởi động lại tiến trình đó khi cần; không có gì bị ký dở.',
      steps: [
        'Thử lại một lần.',
        'Cập nhật trình điều khiển của nhà cung cấp.',
        'Nếu hai trình điều khiển cùng nhận một token, gỡ bản cũ.',
        'Nếu lặp lại, lập tệp chẩn đoán và gửi cho nhà cung cấp hoặc Kho bạc.',
      ],
    },
    {
      meaning:
        'The driver brought its own process down. The program starts that process again when needed; nothing is half signed.',
      steps: [
        'Try again once.',
        'Update the vendor’s driver.',
        'If two drivers serve the same token, uninstall the older one.',
        'If it repeats, make the bundle and send it to the vendor or the Treasury.',
      ],
    },
    ['ca', 'it'],
  ),
  PCSC_NO_SERVICE: help(
    {
      meaning:
        'Hệ điều hành nói chuyện với đầu đọc qua dịch vụ PC/SC (Windows: “Smart Card”; Linux: pcscd). Dịch vụ dừng thì không chương trình nào thấy token.',
      steps: [
        'Mở “Chẩn đoán” và bấm nút khởi động dịch vụ ở dòng “Dịch vụ thẻ thông minh”.',
        'Trên Windows: mở services.msc bằng quyền quản trị, đặt “Smart Card” là Automatic rồi bấm Start.',
        'Trên Linux: nhờ quản trị máy cài gói pcscd và chạy “systemctl enable --now pcscd.socket”.',
        'Qua máy chủ từ xa (Remote Desktop): bật chuyển tiếp thẻ thông minh trong phần tài nguyên cục bộ.',
        'Bấm “Tìm lại”.',
      ],
    },
    {
      meaning:
        'The operating system talks to readers through the PC/SC service (Windows: “Smart Card”; Linux: pcscd). While it is stopped no program sees a token.',
      steps: [
        'Open “Diagnosis” and use the button on the line “Smart-card service”.',
        'On Windows: open services.msc as administrator, set “Smart Card” to Automatic and choose Start.',
        'On Linux: have the package pcscd installed and “systemctl enable --now pcscd.socket” run.',
        'Over Remote Desktop: switch on the forwarding of smart cards under local resources.',
        'Choose “Search again”.',
      ],
    },
    ['it'],
  ),
};
