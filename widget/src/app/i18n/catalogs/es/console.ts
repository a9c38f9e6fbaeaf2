import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Consola · Sala de espera",
  "signIn.title": "Iniciar sesión",
  "signIn.intro": "Para entrar en las salas de espera que usted atiende.",
  "signIn.email": "Correo electrónico",
  "signIn.password": "Contraseña",
  "signIn.submit": "Iniciar sesión",
  "signIn.busy": "Iniciando sesión…",
  "signIn.privacy": "Lo que escriben los pacientes nunca se guarda, ni aquí ni en el servidor.",
  "signOut.button": "Cerrar sesión",
  "signOut.title": "¿Cerrar sesión ahora?",
  "signOut.undelivered": "Algunos mensajes todavía no se han entregado y se perderán.",
  "signOut.stay": "Quedarse",
  "rooms.title": "Elija una sala de espera",
  "rooms.greeting": "Sesión iniciada como {name}",
  "rooms.none":
    "Todavía no tiene asignada ninguna sala de espera. Consulte a quien administra las salas de espera de su clínica.",
  "rooms.change": "Cambiar de sala",
  loading: "Cargando…",
  "unreachable.title": "No se puede acceder a la consola",
  "unreachable.retry": "Intentar de nuevo",
  "problem.sign_in_failed": "El correo electrónico o la contraseña no son correctos. Inténtelo de nuevo.",
  "problem.too_many": {
    one: "Demasiados intentos. Espere {count} minuto e inténtelo de nuevo.",
    many: "Demasiados intentos. Espere {count} de minutos e inténtelo de nuevo.",
    other: "Demasiados intentos. Espere {count} minutos e inténtelo de nuevo.",
  },
};
