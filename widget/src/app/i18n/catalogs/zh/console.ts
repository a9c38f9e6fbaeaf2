import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "工作台 · 候诊室",
  "signIn.title": "登录",
  "signIn.intro": "登录后进入您负责的候诊室。",
  "signIn.email": "电子邮箱",
  "signIn.password": "密码",
  "signIn.submit": "登录",
  "signIn.busy": "正在登录…",
  "signIn.privacy": "患者所写的内容绝不会被保存，无论在这里还是在服务器上。",
  "signOut.button": "退出登录",
  "signOut.title": "现在退出登录吗？",
  "signOut.undelivered": "还有消息未送达，退出后将丢失。",
  "signOut.stay": "留在此页",
  "rooms.title": "选择候诊室",
  "rooms.greeting": "已登录：{name}",
  "rooms.none": "尚未给您分配候诊室。请联系诊所候诊室的管理员。",
  "rooms.change": "切换候诊室",
  loading: "正在加载…",
  "unreachable.title": "无法连接到工作台",
  "unreachable.retry": "重试",
  "problem.sign_in_failed": "电子邮箱或密码不正确。请重试。",
  "problem.too_many": {
    other: "尝试次数过多。请等 {count} 分钟再试。",
  },
};
