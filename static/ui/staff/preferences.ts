/** What a staff member chose on this machine: language, shortcuts. Never words of a conversation. */

const PREFIX = "sebaya-staff-";
const memory = new Map<string, string>();

export function readPreference(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? memory.get(name);
  } catch {
    return memory.get(name); // storage is blocked: the choice holds until the page is left
  }
}

export function keepPreference(name: string, value: string): void {
  memory.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    return; // storage is blocked: memory has it
  }
}
