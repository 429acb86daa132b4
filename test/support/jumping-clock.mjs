/** For a program started with `--import` of this file: SIGUSR2 sets its clock JUMP_MS ahead, and the next one back. */
const real = globalThis.Date;
let ahead = 0;

globalThis.Date = class Date extends real {
  constructor(...given) {
    super(...(given.length > 0 ? given : [real.now() + ahead]));
  }

  static now() {
    return real.now() + ahead;
  }
};

process.on('SIGUSR2', () => {
  ahead = ahead === 0 ? Number(process.env.JUMP_MS) : 0;
});
