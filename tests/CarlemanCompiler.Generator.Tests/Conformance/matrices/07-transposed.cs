// A matrix of new numbers: its vector comes first.
// L = -2*m[0, 1] + m[1, 0] + m[0, 0]*m[1, 1]
[CarlemanModel]
public static partial class Transposed
{
    [Loss]
    public static double Loss([Weights(2, 2)] Matrix m)
    {
        var values = new double[4];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                values[2 * i + j] = m[j, i];
            }
        }

        var transposed = new Matrix(values, 2, 2);
        return transposed[0, 1] - 2 * transposed[1, 0] + m[0, 0] * transposed[1, 1];
    }
}
