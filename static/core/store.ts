/**
 * One object, changed by one pure reducer, watched by those who show a part of it.
 */

import { useEffect, useLayoutEffect, useReducer, useRef } from "preact/hooks";

export interface Store<State, Action> {
  get(): State;
  dispatch(action: Action): void;
  /** Calls `listener` after every change; returns the end of it. */
  subscribe(listener: () => void): () => void;
}

export function createStore<State, Action>(
  initial: State,
  reduce: (state: State, action: Action) => State,
): Store<State, Action> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/**
 * The part of the state that `select` names; the component renders again only when that part is another one.
 * `select` must return what stands in the state, not a new object at each call.
 */
export function useSelected<State, Part>(store: Store<State, never>, select: (state: State) => Part): Part {
  const [, render] = useReducer<number, void>((count) => count + 1, 0);
  const latest = useRef<{ select: (state: State) => Part; part: Part } | undefined>(undefined);
  const part = select(store.get());
  useLayoutEffect(() => {
    latest.current = { select, part };
  });
  useEffect(() => {
    const check = (): void => {
      const last = latest.current;
      if (!last || last.select(store.get()) !== last.part) render();
    };
    check(); // whatever changed between rendering and listening
    return store.subscribe(check);
  }, [store]);
  return part;
}
