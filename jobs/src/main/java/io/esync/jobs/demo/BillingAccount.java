package io.esync.jobs.demo;

import java.math.BigDecimal;

/** A row of table {@code accounts} in database {@code billing}. */
record BillingAccount(
    long customerNo, String holder, String invoiceEmail, String plan, BigDecimal balance) {}
