/*
 * The functions that exported QIR calls, on a state vector: what lli loads to run a module of either profile.
 *   cc -O2 -shared -fPIC -o qir_runtime.so qir_runtime.c -lm
 *   QIR_QUBITS=3 QIR_SEED=1 lli-19 --load=qir_runtime.so --entry-function=NAME module.bc
 * QIR_QUBITS is the number of qubits. A measurement takes the outcome 1 when a random number from QIR_SEED is below its probability.
 * Prints, when the output is recorded:
 *   outcomes 0110…           measurements and resets in the order of execution
 *   amplitude RE IM          the bits of the two doubles in hexadecimal, basis states in order, qubit 0 the most significant bit
 *   result LABEL 0|1         in the order of their record
 */
#include <complex.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef double complex amplitude;

static int qubit_count;
static size_t length;
static amplitude *state;
static uint64_t random_state;
static char *results;
static size_t result_count;
static char *outcomes;
static size_t outcome_count, outcome_room;

static void fail(const char *reason)
{
    fprintf(stderr, "qir_runtime: %s\n", reason);
    exit(70);
}

static size_t bit_of(void *qubit)
{
    uintptr_t id = (uintptr_t)qubit;
    if (id >= (uintptr_t)qubit_count)
        fail("a qubit is out of range");
    return (size_t)1 << (qubit_count - 1 - (int)id);
}

/* xorshift64*: Vigna, ACM TOMS 42, 30 (2016). */
static double next_random(void)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return (double)((random_state * 2685821657736338717ull) >> 11) * 0x1p-53;
}

static void apply(void *qubit, amplitude a, amplitude b, amplitude c, amplitude d)
{
    size_t bit = bit_of(qubit);
    for (size_t i = 0; i < length; i++)
        if (!(i & bit)) {
            amplitude x = state[i], y = state[i | bit];
            state[i] = a * x + b * y;
            state[i | bit] = c * x + d * y;
        }
}

static int measure(void *qubit)
{
    size_t bit = bit_of(qubit);
    double one = 0, all = 0;
    for (size_t i = 0; i < length; i++) {
        double p = creal(state[i]) * creal(state[i]) + cimag(state[i]) * cimag(state[i]);
        all += p;
        one += i & bit ? p : 0;
    }
    int outcome = next_random() * all < one;
    double scale = 1 / sqrt(outcome ? one : all - one);
    for (size_t i = 0; i < length; i++)
        state[i] = !(i & bit) == !outcome ? state[i] * scale : 0;
    if (outcome_count + 1 >= outcome_room)
        outcomes = realloc(outcomes, outcome_room = 2 * outcome_room + 64);
    outcomes[outcome_count++] = (char)('0' + outcome);
    return outcome;
}

void __quantum__rt__initialize(char *environment)
{
    const char *qubits = getenv("QIR_QUBITS"), *seed = getenv("QIR_SEED");
    (void)environment;
    if (!qubits || (qubit_count = atoi(qubits)) < 0 || qubit_count > 26)
        fail("QIR_QUBITS is a number in 0..26");
    length = (size_t)1 << qubit_count;
    state = calloc(length, sizeof *state);
    state[0] = 1;
    random_state = 0x9E3779B97F4A7C15ull * (uint64_t)((seed ? atoi(seed) : 0) + 1);
}

void __quantum__qis__x__body(void *q) { apply(q, 0, 1, 1, 0); }
void __quantum__qis__y__body(void *q) { apply(q, 0, -I, I, 0); }
void __quantum__qis__z__body(void *q) { apply(q, 1, 0, 0, -1); }
void __quantum__qis__h__body(void *q) { double h = sqrt(0.5); apply(q, h, h, h, -h); }
void __quantum__qis__s__body(void *q) { apply(q, 1, 0, 0, I); }
void __quantum__qis__s__adj(void *q) { apply(q, 1, 0, 0, -I); }
void __quantum__qis__t__body(void *q) { double h = sqrt(0.5); apply(q, 1, 0, 0, h + h * I); }
void __quantum__qis__t__adj(void *q) { double h = sqrt(0.5); apply(q, 1, 0, 0, h - h * I); }

void __quantum__qis__rx__body(double t, void *q)
{
    double c = cos(t / 2), s = sin(t / 2);
    apply(q, c, -I * s, -I * s, c);
}

void __quantum__qis__ry__body(double t, void *q)
{
    double c = cos(t / 2), s = sin(t / 2);
    apply(q, c, -s, s, c);
}

void __quantum__qis__rz__body(double t, void *q)
{
    double c = cos(t / 2), s = sin(t / 2);
    apply(q, c - I * s, 0, 0, c + I * s);
}

void __quantum__qis__cnot__body(void *control, void *target)
{
    size_t c = bit_of(control), t = bit_of(target);
    if (c == t)
        fail("a gate has one qubit twice");
    for (size_t i = 0; i < length; i++)
        if ((i & c) && !(i & t)) {
            amplitude x = state[i];
            state[i] = state[i | t];
            state[i | t] = x;
        }
}

void __quantum__qis__mz__body(void *qubit, void *result)
{
    size_t id = (uintptr_t)result;
    if (id >= result_count) {
        results = realloc(results, id + 1);
        memset(results + result_count, 0, id + 1 - result_count);
        result_count = id + 1;
    }
    results[id] = (char)measure(qubit);
}

void __quantum__qis__reset__body(void *qubit)
{
    if (measure(qubit))
        __quantum__qis__x__body(qubit);
}

/* A result that was never written reads 0. */
_Bool __quantum__rt__read_result(void *result)
{
    return (uintptr_t)result < result_count && results[(uintptr_t)result];
}

void __quantum__rt__tuple_record_output(int64_t count, const char *label)
{
    (void)count;
    (void)label;
    printf("outcomes %.*s\n", (int)outcome_count, outcomes ? outcomes : "");
    for (size_t i = 0; i < length; i++) {
        double parts[2] = { creal(state[i]), cimag(state[i]) };
        uint64_t bits[2];
        memcpy(bits, parts, sizeof bits);
        printf("amplitude %016llx %016llx\n", (unsigned long long)bits[0], (unsigned long long)bits[1]);
    }
}

void __quantum__rt__result_record_output(void *result, const char *label)
{
    printf("result %s %d\n", label, __quantum__rt__read_result(result));
}
