package io.esync.operators.merge;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.RandomDistribution;

/**
 * Seeds for laws: a law takes one and makes everything else of it, so that {@code scripts/laws
 * --seed} repeats what failed.
 */
public final class Seeds implements ArbitrarySupplier<Long> {
  @Override
  public Arbitrary<Long> get() {
    return Arbitraries.longs().withDistribution(RandomDistribution.uniform()).withoutEdgeCases();
  }
}
