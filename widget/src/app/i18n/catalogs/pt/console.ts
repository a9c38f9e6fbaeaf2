import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Console · Sala de espera",
  "signIn.title": "Entrar",
  "signIn.intro": "Nas salas de espera que você atende.",
  "signIn.email": "E-mail",
  "signIn.password": "Senha",
  "signIn.submit": "Entrar",
  "signIn.busy": "Entrando…",
  "signIn.privacy": "O que os pacientes escrevem nunca é armazenado, nem aqui nem no servidor.",
  "signOut.button": "Encerrar sessão",
  "signOut.title": "Encerrar a sessão agora?",
  "signOut.undelivered": "Algumas mensagens ainda não foram entregues e serão perdidas.",
  "signOut.stay": "Ficar",
  "rooms.title": "Escolha uma sala de espera",
  "rooms.greeting": "Sessão iniciada como {name}",
  "rooms.none":
    "Nenhuma sala de espera está atribuída a você ainda. Fale com quem administra as salas de espera da sua clínica.",
  "rooms.change": "Trocar de sala",
  loading: "Carregando…",
  "unreachable.title": "Não foi possível acessar o console",
  "unreachable.retry": "Tentar novamente",
  "problem.sign_in_failed": "O e-mail ou a senha não está correto. Tente novamente.",
  "problem.too_many": {
    one: "Muitas tentativas. Aguarde {count} minuto e tente novamente.",
    many: "Muitas tentativas. Aguarde {count} de minutos e tente novamente.",
    other: "Muitas tentativas. Aguarde {count} minutos e tente novamente.",
  },
};
