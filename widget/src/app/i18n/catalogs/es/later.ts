import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Reproducir un sonido cuando me llamen",
  "sound.test": "Probar el sonido",
  "sound.tested": "¿Ha oído un sonido? Si no, suba el volumen.",
  "sound.blocked": "Su navegador bloquea el sonido. Pulse “Probar el sonido”.",
  "wait.next": "{name} iniciará la llamada aquí. Deje esta página abierta.",
  "wait.ready": "Le ayudará tener listas sus preguntas.",
  "wait.urgent": "Ayuda urgente",
  "elsewhere.title": "Está esperando a {name}.",
  "elsewhere.givesUp": "Si registra su llegada aquí, pierde su lugar allí.",
  "elsewhere.unseen": "{name} le escribió antes de que terminara su visita:",
  "elsewhere.seen": "Ya lo leí",
  "elsewhere.go": "Ir allí",
  "elsewhere.leave": "Salir",
  "elsewhere.failed": "No ha salido: no se puede conectar con el servidor. Inténtelo de nuevo.",
};
