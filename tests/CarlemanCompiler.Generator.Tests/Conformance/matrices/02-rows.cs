// Rows are vectors.
// L = m[0, 2] + m[1, 2] + m[0, 0]*m[0, 1] + m[1, 0]*m[1, 1]
[CarlemanModel]
public static partial class Rows
{
    [Loss]
    public static double Loss([Weights(2, 3)] Matrix m)
    {
        double sum = 0;
        for (int i = 0; i < m.Rows; i++)
        {
            var row = m.Row(i);
            sum += row[0] * row[1] + row[^1];
        }

        return sum;
    }
}
