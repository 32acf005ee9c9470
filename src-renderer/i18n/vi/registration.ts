import { registrationStatusNames } from '#shared/domain/registration/registration.ts';

export const registrationStatus = { ...registrationStatusNames } as const;

export const registration = {
  title: 'Đăng ký sử dụng dịch vụ công trực tuyến',
  titleChange: 'Đăng ký thay đổi, bổ sung',
} as const;
