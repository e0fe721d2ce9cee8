import type { Http, HttpAnswer, HttpRequest } from "../../src/ports/http.ts";

type Answer = HttpAnswer | ((request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>);

/** Servers that answer as a test says. Where nobody answers, the connection is refused. */
export class FakeHttp implements Http {
  readonly requests: HttpRequest[] = [];
  readonly #answers: { readonly start: string; readonly answers: Answer[] }[] = [];

  /**
   * URLs that start with `start` get these answers, one after another; the last one stays. Of several rules the one
   * given last holds.
   */
  answer(start: string, ...answers: readonly Answer[]): this {
    this.#answers.unshift({ start, answers: [...answers] });
    return this;
  }

  async request(request: HttpRequest): Promise<HttpAnswer> {
    this.requests.push(request);
    const rule = this.#answers.find(({ start }) => request.url.startsWith(start));
    const answer = rule !== undefined && rule.answers.length > 1 ? rule.answers.shift() : rule?.answers[0];
    if (answer === undefined) {
      return { kind: "failed", failure: "refused", message: `connect ECONNREFUSED ${request.url}` };
    }
    return typeof answer === "function" ? answer(request) : answer;
  }
}

/** A server's answer, 200 unless told. */
export function answered(body: string, status = 200): HttpAnswer {
  return { kind: "answered", status, body, headers: {} };
}
