/* FLINT's side of the polynomial benchmark. Arguments: "loss" n runs, or "product" e runs. Two lines:
 * terms and checksum; median processor seconds. */
#include <flint/flint.h>
#include <flint/fmpz_mpoly.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sum over 20 points of (sum_i a_i sum_k W_ik x_k - y)^2, all derivatives. Variables: W row by row, then a. */
static double loss_run(slong n, int check)
{
    const slong inputs = 4, hidden = n / 5;
    fmpz_mpoly_ctx_t ctx;
    fmpz_mpoly_t error, square, loss;
    fmpz_mpoly_struct *gradient = malloc(n * sizeof *gradient);
    ulong *exponents = calloc(n, sizeof *exponents);
    fmpz_mpoly_ctx_init(ctx, n, ORD_DEGLEX);
    fmpz_mpoly_init(error, ctx);
    fmpz_mpoly_init(square, ctx);
    fmpz_mpoly_init(loss, ctx);
    for (slong v = 0; v < n; v++)
        fmpz_mpoly_init(gradient + v, ctx);

    double start = now();
    for (slong p = 0; p < 20; p++)
    {
        fmpz_mpoly_zero(error, ctx);
        for (slong i = 0; i < hidden; i++)
            for (slong k = 0; k < inputs; k++)
            {
                exponents[i * inputs + k] = exponents[hidden * inputs + i] = 1;
                fmpz_mpoly_push_term_si_ui(error, 1 + (7 * p + 3 * k + p * k) % 5, exponents, ctx);
                exponents[i * inputs + k] = exponents[hidden * inputs + i] = 0;
            }
        fmpz_mpoly_push_term_si_ui(error, -(1 + p % 3), exponents, ctx);
        fmpz_mpoly_sort_terms(error, ctx);
        fmpz_mpoly_mul(square, error, error, ctx);
        fmpz_mpoly_add(loss, loss, square, ctx);
    }
    for (slong v = 0; v < n; v++)
        fmpz_mpoly_derivative(gradient + v, loss, v, ctx);
    double seconds = now() - start;

    if (check)
    {
        slong terms = 0;
        fmpz *values = _fmpz_vec_init(n);
        fmpz **points = malloc(n * sizeof *points);
        fmpz_t sum, value;
        fmpz_init(sum);
        fmpz_init(value);
        for (slong v = 0; v < n; v++)
        {
            fmpz_set_si(values + v, (v * v + 1) % 5 - 2);
            points[v] = values + v;
        }
        for (slong v = 0; v < n; v++)
        {
            terms += fmpz_mpoly_length(gradient + v, ctx);
            fmpz_mpoly_evaluate_all_fmpz(value, gradient + v, points, ctx);
            fmpz_mul_si(value, value, v + 1);
            fmpz_add(sum, sum, value);
        }
        printf("%ld %.17g\n", (long)terms, fmpz_get_d(sum));
    }
    for (slong v = 0; v < n; v++)
        fmpz_mpoly_clear(gradient + v, ctx);
    free(gradient);
    free(exponents);
    fmpz_mpoly_clear(error, ctx);
    fmpz_mpoly_clear(square, ctx);
    fmpz_mpoly_clear(loss, ctx);
    fmpz_mpoly_ctx_clear(ctx);
    return seconds;
}

/* (1+x+y+2z^2+3t^3+5u^5)^e (1+u+t+2z^2+3y^3+5x^5)^e; only the product is timed. */
static double product_run(slong e, int check)
{
    const char *names[] = {"x", "y", "z", "t", "u"};
    const double at[] = {0.5, 0.75, -0.5, 0.25, 0.875};
    fmpz_mpoly_ctx_t ctx;
    fmpz_mpoly_t f, g, product;
    fmpz_mpoly_ctx_init(ctx, 5, ORD_DEGLEX);
    fmpz_mpoly_init(f, ctx);
    fmpz_mpoly_init(g, ctx);
    fmpz_mpoly_init(product, ctx);
    fmpz_mpoly_set_str_pretty(f, "1+x+y+2*z^2+3*t^3+5*u^5", names, ctx);
    fmpz_mpoly_set_str_pretty(g, "1+u+t+2*z^2+3*y^3+5*x^5", names, ctx);
    fmpz_mpoly_pow_ui(f, f, e, ctx);
    fmpz_mpoly_pow_ui(g, g, e, ctx);
    double start = now();
    fmpz_mpoly_mul(product, f, g, ctx);
    double seconds = now() - start;
    if (check)
    {
        slong terms = fmpz_mpoly_length(product, ctx);
        double sum = 0;
        fmpz_t c;
        fmpz_init(c);
        for (slong t = 0; t < terms; t++)
        {
            ulong exponents[5];
            fmpz_mpoly_get_term_exp_ui(exponents, product, t, ctx);
            fmpz_mpoly_get_term_coeff_fmpz(c, product, t, ctx);
            double value = fmpz_get_d(c);
            for (int v = 0; v < 5; v++)
                for (ulong k = 0; k < exponents[v]; k++)
                    value *= at[v];
            sum += value;
        }
        printf("%ld %.17g\n", (long)terms, sum);
    }
    fmpz_mpoly_clear(f, ctx);
    fmpz_mpoly_clear(g, ctx);
    fmpz_mpoly_clear(product, ctx);
    fmpz_mpoly_ctx_clear(ctx);
    return seconds;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    double (*run)(slong, int) = strcmp(argv[1], "loss") ? product_run : loss_run;
    slong size = atol(argv[2]);
    int runs = atoi(argv[3]);
    double *seconds = malloc(runs * sizeof *seconds);
    run(size, 1);
    for (int r = 0; r < runs; r++)
        seconds[r] = run(size, 0);
    qsort(seconds, runs, sizeof *seconds, ascending);
    printf("%.9f\n", seconds[runs / 2]);
    free(seconds);
    return 0;
}
