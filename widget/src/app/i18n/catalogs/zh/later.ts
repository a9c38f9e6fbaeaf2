import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "叫到我时播放提示音",
  "sound.test": "测试声音",
  "sound.tested": "听到声音了吗？如果没有，请调高音量。",
  "sound.blocked": "浏览器阻止了声音。请点按“测试声音”。",
  "wait.next": "{name} 会在这里发起通话。请不要关闭此页面。",
  "wait.ready": "您可以先准备好想问的问题。",
  "wait.urgent": "紧急帮助",
  "elsewhere.title": "您正在等候 {name}。",
  "elsewhere.givesUp": "如果您在这里签到，那边的排队位置将被取消。",
  "elsewhere.unseen": "{name} 在您的就诊结束前发来的消息：",
  "elsewhere.seen": "我已阅读",
  "elsewhere.go": "前往那里",
  "elsewhere.leave": "离开",
  "elsewhere.failed": "尚未离开：无法连接服务器。请重试。",
};
