import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Звуковой сигнал, когда меня вызовут",
  "sound.test": "Проверить звук",
  "sound.tested": "Вы услышали звук? Если нет, прибавьте громкость.",
  "sound.blocked": "Браузер блокирует звук. Нажмите «Проверить звук».",
  "wait.next": "{name} начнёт звонок здесь. Не закрывайте эту страницу.",
  "wait.ready": "Подготовьте вопросы, которые хотите задать.",
  "wait.urgent": "Срочная помощь",
  "elsewhere.title": "Вы ожидаете приёма: {name}.",
  "elsewhere.givesUp": "Если вы отметитесь здесь, ваше место там не сохранится.",
  "elsewhere.unseen": "Сообщение до завершения визита ({name}):",
  "elsewhere.seen": "Прочитано",
  "elsewhere.go": "Перейти туда",
  "elsewhere.leave": "Выйти",
  "elsewhere.failed": "Выйти не удалось: сервер недоступен. Попробуйте ещё раз.",
};
