import type { syncFailures } from '../../contract/errors/sync.ts';
import { help, type HelpTexts } from '../help-text.ts';

/** Drafts between machines. */
export const syncHelp: HelpTexts<keyof typeof syncFailures> = {
  MUTATION_INVALID: help(
    {
      meaning:
        'Mỗi lần sửa nháp được gửi lên máy chủ thành một thay đổi. Máy chủ không hiểu thay đổi này nên để riêng nó; các thay đổi sau vẫn đi tiếp.',
      steps: [
        'Mở “Hàng đợi” và xem hồ sơ nào bị để riêng.',
        'Mở hồ sơ, so với Lịch sử và sửa lại chỗ cần thiết, rồi lưu.',
        'Cập nhật chương trình nếu có bản mới.',
        'Nếu lặp lại, lập tệp chẩn đoán và gửi cho bộ phận hỗ trợ.',
      ],
    },
    {
      meaning:
        'Each edit of a draft goes to the server as one change. The server does not understand this one and sets it aside; later ones go on.',
      steps: [
        'Open the queue and see which dossier was set aside.',
        'Open it, compare it with its history, correct it and save.',
        'Update the program if there is a new version.',
        'If it repeats, make the bundle and send it to support.',
      ],
    },
    ['it', 'kbnn'],
  ),
  MUTATION_TOO_LARGE: help(
    {
      meaning: 'Nội dung nháp (không kể tệp đính kèm) lớn hơn mức máy chủ nhận trong một lần.',
      steps: [
        'Chia hồ sơ thành nhiều hồ sơ nhỏ hơn.',
        'Chuyển bảng kê dài thành tệp đính kèm.',
        'Lưu lại; chương trình tự gửi.',
      ],
    },
    {
      meaning: 'The draft itself (attachments not counted) is larger than the server takes at once.',
      steps: [
        'Split the dossier into smaller ones.',
        'Make a long list an attachment.',
        'Save; it is sent by itself.',
      ],
    },
    ['it'],
  ),
  VERSION_UNKNOWN: help(
    {
      meaning:
        'Máy này sửa tiếp một phiên bản mà máy chủ không còn biết, thường sau khi máy chủ được khôi phục từ bản sao lưu.',
      steps: [
        'Chờ chương trình tự tải lại hồ sơ.',
        'Mở Lịch sử của hồ sơ: bản của bạn còn ở đó; bấm “Dùng lại bản này” nếu cần.',
      ],
    },
    {
      meaning:
        'This machine went on from a version that the server no longer knows, usually after the server was restored from a backup.',
      steps: [
        'Wait until the program has fetched the dossier again.',
        'Open its history: your copy is there; make it the newest again if you need it.',
      ],
    },
    ['it'],
  ),
  CODE_TAKEN: help(
    {
      meaning: 'Mã hồ sơ lấy theo giây lập. Hai máy lập cùng một giây thì máy sau được mã khác.',
      steps: [
        'Không cần làm gì: chương trình tự đổi mã và gửi lại.',
        'Ghi lại mã mới nếu bạn đã báo mã cũ cho ai.',
      ],
    },
    {
      meaning:
        'A dossier’s code is made of the second in which it was begun. When two machines begin in the same second, the later one gets another.',
      steps: [
        'Nothing to do: the code is changed and the dossier sent again by itself.',
        'Tell the new code to those who know the old one.',
      ],
    },
    ['it'],
  ),
  DOSSIER_FROZEN: help(
    {
      meaning:
        'Hồ sơ đã trình ký thì bản trình không đổi nữa, để mọi người ký đúng thứ đã thấy. Sửa đổi đến muộn không mất, mà nằm trong Lịch sử.',
      steps: [
        'Mở Lịch sử của hồ sơ và xem sửa đổi của bạn.',
        'Nếu cần sửa, nhờ người đang giữ hồ sơ trả lại.',
        'Hoặc lập hồ sơ mới từ bản trong Lịch sử.',
      ],
    },
    {
      meaning:
        'What was sent for signature no longer changes, so that everybody signs what they saw. A late edit is not lost; it is in the history.',
      steps: [
        'Open the dossier’s history and see your edit.',
        'If it is needed, have whoever holds the dossier return it.',
        'Or start a new dossier from the version in the history.',
      ],
    },
    ['unit'],
  ),
  CURSOR_INVALID: help(
    {
      meaning: 'Máy chủ không nhận ra chỗ mà máy này đã đọc tới, thường sau khi máy chủ được khôi phục.',
      steps: [
        'Không cần làm gì: chương trình tự tải lại toàn bộ.',
        'Nếu lặp lại mỗi ngày, báo bộ phận hỗ trợ.',
      ],
    },
    {
      meaning:
        'The server does not know the place up to which this machine has read, usually after the server was restored.',
      steps: ['Nothing to do: everything is fetched again by itself.', 'If it repeats daily, tell support.'],
    },
    ['it'],
  ),
  UPLOAD_OFFSET: help(
    {
      meaning: 'Đường truyền đứt giữa chừng, và phần đã tới máy chủ khác với phần máy này định gửi tiếp.',
      steps: [
        'Không cần làm gì: chương trình tự gửi tiếp từ đúng chỗ.',
        'Giữ kết nối mạng cho tới khi gửi xong.',
      ],
    },
    {
      meaning:
        'The line broke off, and what has arrived differs from what this machine was going to continue with.',
      steps: ['Nothing to do: it goes on from the right place.', 'Stay online until it has been sent.'],
    },
    ['it'],
  ),
  ACCESS_REVOKED: help(
    {
      meaning:
        'Máy chủ đã chứng minh rằng lệnh thu hồi là của chính nó, nên dữ liệu của tài khoản trên máy này đã bị xóa. Hồ sơ đã gửi vẫn còn trên máy chủ.',
      steps: [
        'Hỏi chủ tài khoản của đơn vị xem quyền có bị thu hồi nhầm không.',
        'Khi quyền được cấp lại, đăng nhập khi có mạng: chương trình tải lại mọi thứ.',
      ],
    },
    {
      meaning:
        'The server has proved that the order was its own, so the account’s data on this machine was erased. Dossiers that were sent are still on the server.',
      steps: [
        'Ask your unit’s account holder whether it was a mistake.',
        'When access is given again, sign in online: everything is fetched again.',
      ],
    },
    ['unit', 'kbnn'],
  ),
  SERVER_UNPROVED: help(
    {
      meaning:
        'Ở địa chỉ của máy chủ có ai đó trả lời, nhưng không chứng minh được mình là máy chủ mà máy này đã biết. Dữ liệu trên máy được giữ nguyên.',
      steps: [
        'Kiểm tra địa chỉ máy chủ ở màn hình đăng nhập.',
        'Kiểm tra có đang đi qua proxy hoặc mạng lạ không.',
        'Hỏi bộ phận hỗ trợ xem máy chủ có vừa được thay không.',
      ],
      stop: 'Không nhập mật khẩu cho tới khi biết rõ máy chủ nào đang trả lời.',
    },
    {
      meaning:
        'Somebody answers at the server’s address without proof of being the server that this machine knows. The data here is kept.',
      steps: [
        'Check the server’s address on the sign-in screen.',
        'See whether a proxy or a foreign network is in between.',
        'Ask support whether the server has been replaced.',
      ],
      stop: 'Enter no password until you know which server answers.',
    },
    ['it', 'kbnn'],
  ),
  OFFLINE_UNKNOWN_PERSON: help(
    {
      meaning:
        'Làm việc khi mất mạng cần dữ liệu đã có trên máy. Tài khoản này chưa từng đăng nhập ở đây khi có mạng.',
      steps: [
        'Kết nối mạng và đăng nhập một lần.',
        'Từ đó trở đi tài khoản này làm việc được cả khi mất mạng.',
        'Nếu bạn từng làm việc ở máy này, kiểm tra tên đăng nhập và tài khoản hệ điều hành đang dùng.',
      ],
    },
    {
      meaning:
        'Working offline needs data that is here already. This account has never signed in on this machine while online.',
      steps: [
        'Go online and sign in once.',
        'From then on this account can work offline too.',
        'If you have worked here before, check the user name and the operating-system account.',
      ],
    },
    ['it'],
  ),
};
