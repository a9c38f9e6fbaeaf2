import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Tocar um som quando me chamarem",
  "sound.test": "Testar o som",
  "sound.tested": "Você ouviu um som? Se não, aumente o volume.",
  "sound.blocked": "Seu navegador está bloqueando o som. Toque em “Testar o som”.",
  "wait.next": "{name} vai iniciar a chamada aqui. Deixe esta página aberta.",
  "wait.ready": "É bom já ter suas perguntas prontas.",
  "wait.urgent": "Ajuda urgente",
  "elsewhere.title": "Você está esperando por {name}.",
  "elsewhere.givesUp": "Se você fizer o check-in aqui, perde seu lugar lá.",
  "elsewhere.unseen": "{name} escreveu para você antes de o atendimento terminar:",
  "elsewhere.seen": "Já li",
  "elsewhere.go": "Ir para lá",
  "elsewhere.leave": "Sair",
  "elsewhere.failed": "Você não saiu: não há conexão com o servidor. Tente novamente.",
};
