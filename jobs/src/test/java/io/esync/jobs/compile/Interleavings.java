package io.esync.jobs.compile;

import io.esync.jobs.compile.Scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All orders in which steps may happen where each lane keeps its own. */
final class Interleavings {
  private static final int MOST = 300;

  private Interleavings() {}

  static List<List<Step>> of(List<Step> given) {
    List<List<Step>> orders = new ArrayList<>(List.of(List.of()));
    List<Step> phase = new ArrayList<>();
    for (Step step : given) {
      if (step.lane() != null) {
        phase.add(step);
      } else {
        orders = product(orders, phase(phase));
        orders = product(orders, List.of(List.of(step)));
        phase.clear();
      }
    }
    return product(orders, phase(phase));
  }

  private static List<List<Step>> product(List<List<Step>> firsts, List<List<Step>> seconds) {
    if (firsts.size() * seconds.size() > MOST) {
      throw new AssertionError("more than " + MOST + " orders: part the steps by 'then'");
    }
    List<List<Step>> product = new ArrayList<>();
    for (List<Step> first : firsts) {
      for (List<Step> second : seconds) {
        List<Step> both = new ArrayList<>(first);
        both.addAll(second);
        product.add(both);
      }
    }
    return product;
  }

  private static List<List<Step>> phase(List<Step> steps) {
    Map<String, List<Step>> lanes = new LinkedHashMap<>();
    steps.forEach(step -> lanes.computeIfAbsent(step.lane(), l -> new ArrayList<>()).add(step));
    List<List<Step>> orders = new ArrayList<>();
    extend(new ArrayList<>(), List.copyOf(lanes.values()), new int[lanes.size()], orders);
    return orders;
  }

  private static void extend(
      List<Step> order, List<List<Step>> lanes, int[] next, List<List<Step>> orders) {
    boolean complete = true;
    for (int i = 0; i < next.length; i++) {
      if (next[i] < lanes.get(i).size()) {
        complete = false;
        order.add(lanes.get(i).get(next[i]++));
        extend(order, lanes, next, orders);
        next[i]--;
        order.remove(order.size() - 1);
      }
    }
    if (complete) {
      orders.add(List.copyOf(order));
    }
  }
}
