import { dossierStatusNames } from '#shared/domain/dossiers/dossier.ts';
import { roleNames } from '#shared/domain/people/roles.ts';

export const app = {
  name: 'DVCTT Desktop',
  service: 'Dịch vụ công trực tuyến Kho bạc Nhà nước',
  skip: 'Tới nội dung chính',
  loading: 'Đang tải…',
  retry: 'Thử lại',
  close: 'Đóng',
  cancel: 'Hủy',
  details: 'Chi tiết',
  remedy: 'Cần làm gì',
  code: 'Mã lỗi',
  undo: 'Hoàn tác',
  copy: 'Chép',
  copied: 'Đã chép',
  notCopied: 'Không chép được. Hãy bôi đen rồi bấm Ctrl+C.',
  back: 'Quay lại',
  coreRestarted: 'Bộ xử lý vừa khởi động lại. Bản nháp đã lưu không mất.',
  brokenHeading: 'Màn hình này gặp lỗi',
  brokenText: 'Dữ liệu đã lưu không mất. Hãy tải lại màn hình.',
  reload: 'Tải lại',
  dong: 'đồng',
} as const;

export const nav = {
  label: 'Điều hướng chính',
  dossiers: 'Hồ sơ',
  reports: 'Báo cáo',
  registrations: 'Đăng ký DVC',
  tokens: 'Token',
  doctor: 'Chẩn đoán',
  help: 'Trợ giúp',
  settings: 'Thiết lập',
  signOut: 'Đăng xuất',
  theme: 'Giao diện sáng / tối',
  language: 'English',
} as const;

export const role = { ...roleNames } as const;

export const status = { ...dossierStatusNames } as const;
