/** What patients read in parts of a page that come later. */
export const later = {
  "sound.switch": "Play a sound when I’m called",
  "sound.test": "Test the sound",
  "sound.tested": "Did you hear a sound? If not, turn up the volume.",
  "sound.blocked": "Your browser blocks the sound. Please press “Test the sound”.",
  "wait.next": "{name} will start the call here. Keep this page open.",
  "wait.ready": "It helps to have your questions ready.",
  "wait.urgent": "Urgent help",
  "elsewhere.title": "You are waiting for {name}.",
  "elsewhere.givesUp": "If you check in here, you give up your place there.",
  "elsewhere.unseen": "{name} wrote to you before your visit ended:",
  "elsewhere.seen": "I have read it",
  "elsewhere.go": "Go there",
  "elsewhere.leave": "Leave",
  "elsewhere.failed": "You have not left: the server cannot be reached. Please try again.",
} as const;
