import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Консоль · Кімната очікування",
  "signIn.title": "Вхід",
  "signIn.intro": "До кімнат очікування, які ви ведете.",
  "signIn.email": "Електронна пошта",
  "signIn.password": "Пароль",
  "signIn.submit": "Увійти",
  "signIn.busy": "Виконується вхід…",
  "signIn.privacy": "Те, що пишуть пацієнти, ніколи не зберігається — ні тут, ні на сервері.",
  "signOut.button": "Вийти",
  "signOut.title": "Вийти зараз?",
  "signOut.undelivered": "Деякі повідомлення ще не доставлено, і їх буде втрачено.",
  "signOut.stay": "Залишитися",
  "rooms.title": "Виберіть кімнату очікування",
  "rooms.greeting": "Вхід виконано: {name}",
  "rooms.none":
    "Вам ще не призначено жодної кімнати очікування. Зверніться до того, хто відповідає за кімнати очікування у вашій клініці.",
  "rooms.change": "Змінити кімнату очікування",
  loading: "Завантаження…",
  "unreachable.title": "Консоль недоступна",
  "unreachable.retry": "Спробувати ще раз",
  "problem.sign_in_failed": "Неправильна адреса електронної пошти або пароль. Спробуйте ще раз.",
  "problem.too_many": {
    one: "Забагато спроб. Зачекайте {count} хвилину та спробуйте ще раз.",
    few: "Забагато спроб. Зачекайте {count} хвилини та спробуйте ще раз.",
    many: "Забагато спроб. Зачекайте {count} хвилин і спробуйте ще раз.",
    other: "Забагато спроб. Зачекайте {count} хвилини та спробуйте ще раз.",
  },
};
