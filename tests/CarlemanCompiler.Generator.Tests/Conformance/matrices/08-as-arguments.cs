// Helpers take matrices.
// L = m[0, 0]^2 + 2*m[0, 0]*m[1, 1] + m[0, 1]*m[1, 0] + m[1, 1]^2
[CarlemanModel]
public static partial class AsArguments
{
    [Loss]
    public static double Loss([Weights(2, 2)] Matrix m) => Trace(m) * Trace(m) + m[0, 1] * m[1, 0];

    private static double Trace(Matrix m)
    {
        double sum = 0;
        for (int i = 0; i < m.Rows; i++)
        {
            sum += m[i, i];
        }

        return sum;
    }
}
