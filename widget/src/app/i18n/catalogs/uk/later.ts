import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Звуковий сигнал, коли мене викличуть",
  "sound.test": "Перевірити звук",
  "sound.tested": "Ви почули звук? Якщо ні, збільште гучність.",
  "sound.blocked": "Браузер блокує звук. Натисніть «Перевірити звук».",
  "wait.next": "{name} почне дзвінок тут. Не закривайте цю сторінку.",
  "wait.ready": "Підготуйте запитання, які хочете поставити.",
  "wait.urgent": "Термінова допомога",
  "elsewhere.title": "Ви очікуєте на прийом: {name}.",
  "elsewhere.givesUp": "Якщо ви повідомите про прибуття тут, ваше місце там не збережеться.",
  "elsewhere.unseen": "Повідомлення до завершення візиту ({name}):",
  "elsewhere.seen": "Прочитано",
  "elsewhere.go": "Перейти туди",
  "elsewhere.leave": "Вийти",
  "elsewhere.failed": "Вийти не вдалося: сервер недоступний. Спробуйте ще раз.",
};
