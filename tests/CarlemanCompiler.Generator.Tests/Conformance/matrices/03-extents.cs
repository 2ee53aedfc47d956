// Rows and Columns, and all numbers row by row as Values.
// L = m[0, 0]^2 + m[0, 1]^2 + m[0, 2]^2 + 2*m[1, 0]^2 + 2*m[1, 1]^2 + 2*m[1, 2]^2
[CarlemanModel]
public static partial class Extents
{
    [Loss]
    public static double Loss([Weights(2, 3)] Matrix m)
    {
        double sum = 0;
        for (int i = 0; i < m.Rows; i++)
        {
            for (int j = 0; j < m.Columns; j++)
            {
                sum += (i + 1) * m[i, j] * m.Values[i * m.Columns + j];
            }
        }

        return sum;
    }
}
