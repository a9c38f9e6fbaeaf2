import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Phát âm thanh khi đến lượt tôi",
  "sound.test": "Thử âm thanh",
  "sound.tested": "Quý vị có nghe thấy âm thanh không? Nếu không, hãy tăng âm lượng.",
  "sound.blocked": "Trình duyệt đang chặn âm thanh. Vui lòng nhấn “Thử âm thanh”.",
  "wait.next": "{name} sẽ bắt đầu cuộc gọi tại đây. Vui lòng giữ trang này mở.",
  "wait.ready": "Quý vị nên chuẩn bị sẵn các câu hỏi.",
  "wait.urgent": "Hỗ trợ khẩn cấp",
  "elsewhere.title": "Quý vị đang chờ {name}.",
  "elsewhere.givesUp": "Nếu vào phòng chờ ở đây, quý vị sẽ mất chỗ ở bên kia.",
  "elsewhere.unseen": "{name} đã nhắn cho quý vị trước khi buổi khám kết thúc:",
  "elsewhere.seen": "Tôi đã đọc",
  "elsewhere.go": "Đến đó",
  "elsewhere.leave": "Rời phòng",
  "elsewhere.failed": "Quý vị chưa rời phòng: không kết nối được với máy chủ. Vui lòng thử lại.",
};
