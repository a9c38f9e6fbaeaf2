import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Консоль · Комната ожидания",
  "signIn.title": "Вход",
  "signIn.intro": "В комнаты ожидания, которые вы ведёте.",
  "signIn.email": "Электронная почта",
  "signIn.password": "Пароль",
  "signIn.submit": "Войти",
  "signIn.busy": "Выполняется вход…",
  "signIn.privacy": "То, что пишут пациенты, никогда не сохраняется — ни здесь, ни на сервере.",
  "signOut.button": "Выйти",
  "signOut.title": "Выйти сейчас?",
  "signOut.undelivered": "Некоторые сообщения ещё не доставлены и будут потеряны.",
  "signOut.stay": "Остаться",
  "rooms.title": "Выберите комнату ожидания",
  "rooms.greeting": "Вход выполнен: {name}",
  "rooms.none":
    "Вам ещё не назначена ни одна комната ожидания. Обратитесь к тому, кто отвечает за комнаты ожидания в вашей клинике.",
  "rooms.change": "Сменить комнату ожидания",
  loading: "Загрузка…",
  "unreachable.title": "Консоль недоступна",
  "unreachable.retry": "Попробовать снова",
  "problem.sign_in_failed": "Неверный адрес электронной почты или пароль. Попробуйте снова.",
  "problem.too_many": {
    one: "Слишком много попыток. Подождите {count} минуту и попробуйте снова.",
    few: "Слишком много попыток. Подождите {count} минуты и попробуйте снова.",
    many: "Слишком много попыток. Подождите {count} минут и попробуйте снова.",
    other: "Слишком много попыток. Подождите {count} минуты и попробуйте снова.",
  },
};
