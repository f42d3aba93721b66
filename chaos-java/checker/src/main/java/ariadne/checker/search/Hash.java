package ariadne.checker.search;

/** Mixing of 64 bits: the finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
final class Hash {

  private Hash() {}

  static long mix(long bits) {
    long z = bits + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
