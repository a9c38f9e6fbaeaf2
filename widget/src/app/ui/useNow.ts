import { useEffect, useState } from "preact/hooks";

const TICK = 10_000; // minutes are shown: this is often enough to change them in time

/** The present moment, renewed while the component is drawn. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}
