/** Says with which exit status the process ends, where that is not 0 and nothing was thrown. */
export type SetStatus = (status: number) => void;
