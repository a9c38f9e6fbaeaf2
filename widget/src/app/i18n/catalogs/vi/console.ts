import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Bảng điều khiển · Phòng chờ",
  "signIn.title": "Đăng nhập",
  "signIn.intro": "Vào các phòng chờ bạn phụ trách.",
  "signIn.email": "E-mail",
  "signIn.password": "Mật khẩu",
  "signIn.submit": "Đăng nhập",
  "signIn.busy": "Đang đăng nhập…",
  "signIn.privacy": "Nội dung bệnh nhân viết không bao giờ được lưu, cả ở đây lẫn trên máy chủ.",
  "signOut.button": "Đăng xuất",
  "signOut.title": "Đăng xuất ngay?",
  "signOut.undelivered": "Một số tin nhắn chưa gửi được và sẽ bị mất.",
  "signOut.stay": "Ở lại",
  "rooms.title": "Chọn phòng chờ",
  "rooms.greeting": "Đã đăng nhập: {name}",
  "rooms.none": "Bạn chưa được phân công phòng chờ nào. Vui lòng hỏi người quản lý phòng chờ của phòng khám.",
  "rooms.change": "Đổi phòng chờ",
  loading: "Đang tải…",
  "unreachable.title": "Không thể kết nối với bảng điều khiển",
  "unreachable.retry": "Thử lại",
  "problem.sign_in_failed": "Địa chỉ e-mail hoặc mật khẩu không đúng. Vui lòng thử lại.",
  "problem.too_many": {
    other: "Thử quá nhiều lần. Vui lòng chờ {count} phút rồi thử lại.",
  },
};
